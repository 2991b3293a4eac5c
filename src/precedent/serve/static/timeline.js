// The timeline of a selection: bars for what fits in one step of the scale, lines for what is only known to lie between two days.
// Vega compiles expressions to functions, which our pages' policy forbids: its interpreter walks their syntax trees instead.
import { expressionInterpreter } from "./vendor/vega-interpreter.js";

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim() || "#888";

function spec(data, width) {
  const ink = colour("--ink");
  const axis = { labelColor: ink, titleColor: ink, domainColor: colour("--line"), tickColor: colour("--line"), gridColor: colour("--line") };
  const x = (field) => ({
    field,
    type: "temporal",
    scale: { type: "utc", domainMin: { expr: String(Date.parse(data.from)) }, domainMax: { expr: String(Date.parse(data.until)) } },
    axis: { title: null, grid: false, labelOverlap: true, format: data.unit === "day" ? "%d %b %Y" : undefined },
  });
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    background: null,
    padding: 0,
    autosize: { type: "fit-x", contains: "padding" },
    config: { font: "system-ui, sans-serif", axis, view: { stroke: null }, legend: { labelColor: ink, titleColor: ink, orient: "top", title: null } },
    spacing: 4,
    resolve: { scale: { x: "independent" } },
    vconcat: [
      {
        width,
        height: 96,
        data: { values: data.bins },
        params: [{ name: "brush", select: { type: "interval", encodings: ["x"] } }],
        mark: { type: "bar", minBandSize: 1, binSpacing: 0.5 },
        encoding: {
          x: x("from"),
          x2: { field: "until" },
          y: { field: "events", type: "quantitative", aggregate: "sum", axis: { title: null, tickCount: 3, format: "d" } },
          color: {
            field: "how",
            type: "nominal",
            scale: { domain: ["to the day", "less surely"], range: [colour("--map-point"), colour("--map-area")] },
          },
        },
      },
      ...(data.spans.length
        ? [
            {
              width,
              height: Math.min(90, 8 * (1 + Math.max(...data.spans.map((span) => span.lane)))),
              data: { values: data.spans },
              mark: { type: "rule", strokeWidth: 3, opacity: 0.7, strokeCap: "round", clip: true },
              encoding: {
                x: { ...x("from"), axis: null },
                x2: { field: "until" },
                y: { field: "lane", type: "ordinal", axis: null },
                color: { value: colour("--map-area") },
              },
            },
          ]
        : []),
    ],
  };
}

/** A timeline in *element*; *brush(from, until)* is called with ISO dates when a period is chosen, with nulls when it is given up. */
export function timeline(element, { brush }) {
  let view = null;
  let drawnData = "";
  let last = null;

  async function show(data) {
    const width = Math.max(200, element.clientWidth - 44);
    const drawing = JSON.stringify([data.from, data.until, data.bins, data.spans, width]);
    if (drawing === drawnData) return; // the same bars: the brush stays as it is
    drawnData = drawing;
    last = data;
    if (view) view.finalize();
    if (data.bins.length + data.spans.length === 0) {
      element.replaceChildren();
      return;
    }
    const compiled = globalThis.vegaLite.compile(spec(data, width)).spec;
    view = new globalThis.vega.View(globalThis.vega.parse(compiled, null, { ast: true }), {
      expr: expressionInterpreter,
      renderer: "svg",
      container: element,
      hover: false,
    });
    await view.runAsync();
    element.querySelector("svg")?.setAttribute("aria-hidden", "true");
    element.dataset.bins = String(data.bins.length);
    let wait = null;
    view.addSignalListener("brush", (_, chosen) => {
      clearTimeout(wait);
      wait = setTimeout(() => {
        const days = chosen.from;
        if (days) brush(...days.map((ms) => new Date(ms).toISOString().slice(0, 10)));
      }, 250);
    });
  }

  let resizing = null;
  new ResizeObserver(() => {
    clearTimeout(resizing);
    resizing = setTimeout(() => last && show(last), 150);
  }).observe(element);

  return { show };
}
