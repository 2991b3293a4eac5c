// The map of a selection: towns clustered, areas as circles as large as they are, borders from Natural Earth.
// Everything is a file of ours; MapLibre's worker too, since the policy of our pages allows nothing else.
import * as maplibre from "./vendor/maplibre-gl.js";

const HERE = new URL(".", import.meta.url);
const EARTH_KM = 6371;

/** The value of a custom property of the page's style: so the map is light or dark as the page is. */
function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim() || "#888";
}

function point([lon, lat, events, radius, name, place]) {
  return { type: "Feature", geometry: { type: "Point", coordinates: [lon, lat] }, properties: { events, radius, name, place } };
}

/** A circle on the globe, as a polygon; its latitudes stop short of the poles, where the map ends. */
function circle([lon, lat, events, radius, name, place]) {
  const ring = [];
  const turn = Math.PI / 180;
  for (let step = 0; step <= 48; step += 1) {
    const bearing = (step / 48) * 2 * Math.PI;
    const angle = radius / EARTH_KM;
    const sin = Math.sin(lat * turn) * Math.cos(angle) + Math.cos(lat * turn) * Math.sin(angle) * Math.cos(bearing);
    const up = Math.asin(sin);
    const along = Math.atan2(
      Math.sin(bearing) * Math.sin(angle) * Math.cos(lat * turn),
      Math.cos(angle) - Math.sin(lat * turn) * sin,
    );
    ring.push([lon + along / turn, Math.max(-85, Math.min(85, up / turn))]);
  }
  return { type: "Feature", geometry: { type: "Polygon", coordinates: [ring] }, properties: { events, radius, name, place } };
}

/** Rings that cross the date line go on beyond it, instead of back around the whole earth. */
function unwrap(feature) {
  const ring = (points) => {
    let turns = 0;
    return points.map(([lon, lat], n) => {
      if (n > 0 && Math.abs(lon - points[n - 1][0]) > 180) turns += lon < points[n - 1][0] ? 360 : -360;
      return [lon + turns, lat];
    });
  };
  const { type, coordinates } = feature.geometry;
  const polygons = type === "Polygon" ? [coordinates] : coordinates;
  const geometry = { type: "MultiPolygon", coordinates: polygons.map((rings) => rings.map(ring)) };
  return { ...feature, geometry };
}

const collection = (features) => ({ type: "FeatureCollection", features });

function style() {
  const events = ["coalesce", ["get", "sum"], ["get", "events"]];
  const size = ["interpolate", ["linear"], ["sqrt", events], 1, 5, 10, 11, 100, 22, 400, 34];
  const counts = (source, above, ink, minzoom) => ({
    id: `${source}-counts`,
    type: "symbol",
    source,
    minzoom,
    filter: [">", events, above],
    layout: {
      "text-field": ["number-format", events, { "max-fraction-digits": 0 }],
      "text-size": 11,
      "text-font": ["sans-serif"],
      "text-allow-overlap": source === "towns",
    },
    paint: { "text-color": colour(ink) },
  });
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: collection([]) },
      towns: {
        type: "geojson",
        data: collection([]),
        cluster: true,
        clusterRadius: 36,
        clusterMaxZoom: 9,
        clusterProperties: { sum: ["+", ["get", "events"]] },
      },
      areas: { type: "geojson", data: collection([]) },
      centres: { type: "geojson", data: collection([]) },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour("--map-sea") } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("--map-land") } },
      { id: "borders", type: "line", source: "land", paint: { "line-color": colour("--map-border"), "line-width": 0.7 } },
      { id: "areas", type: "fill", source: "areas", minzoom: 1.5, paint: { "fill-color": colour("--map-area"), "fill-opacity": 0.1 } },
      {
        id: "area-edges",
        type: "line",
        source: "areas",
        minzoom: 1.5,
        paint: { "line-color": colour("--map-area"), "line-width": 1, "line-opacity": 0.6, "line-dasharray": [3, 2] },
      },
      {
        id: "centres",
        type: "circle",
        source: "centres",
        paint: {
          "circle-radius": ["interpolate", ["linear"], ["zoom"], 1, 3, 3, size],
          "circle-color": colour("--map-land"),
          "circle-opacity": 0.7,
          "circle-stroke-color": colour("--map-area"),
          "circle-stroke-width": 1.5,
        },
      },
      counts("centres", 1, "--map-area", 2.5),
      {
        id: "towns",
        type: "circle",
        source: "towns",
        paint: {
          "circle-radius": size,
          "circle-color": colour("--map-point"),
          "circle-opacity": 0.85,
          "circle-stroke-color": colour("--map-land"),
          "circle-stroke-width": 1,
        },
      },
      counts("towns", 9, "--map-number", 0),
    ],
  };
}

/** Can this browser draw it at all? */
function drawable() {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2"));
}

/**
 * A map in *element*. *choose(place)* is called when a place is clicked, *frame(box)* when the view was moved by hand.
 * Returns {show(places), fit(), box()}; null where nothing can be drawn.
 */
export function map(element, { choose, frame }) {
  if (!drawable()) return null;
  maplibre.setWorkerUrl(new URL("vendor/maplibre-gl-worker.js", HERE).href);
  const drawn = new maplibre.Map({
    container: element,
    style: style(),
    center: [20, 20],
    zoom: 0.4,
    maxZoom: 11,
    fadeDuration: 0,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    cooperativeGestures: false,
    locale: { "Map.Title": "Map of the selection" },
  });
  drawn.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
  drawn.touchZoomRotate.disableRotation();
  const ready = new Promise((resolve) => drawn.once("load", resolve));
  ready.then(async () => {
    const answer = await fetch(new URL("vendor/countries-50m.json", HERE));
    const atlas = await answer.json();
    const countries = globalThis.topojson.feature(atlas, atlas.objects.countries).features;
    drawn.getSource("land").setData(collection(countries.map(unwrap)));
  });

  let places = [];
  for (const layer of ["towns", "centres"]) {
    drawn.on("mouseenter", layer, () => (drawn.getCanvas().style.cursor = "pointer"));
    drawn.on("mouseleave", layer, () => (drawn.getCanvas().style.cursor = ""));
    drawn.on("click", layer, async (event) => {
      const { properties, geometry } = event.features[0];
      if (properties.cluster) {
        const zoom = await drawn.getSource("towns").getClusterExpansionZoom(properties.cluster_id);
        drawn.easeTo({ center: geometry.coordinates, zoom });
      } else if (properties.place) {
        choose(properties.place);
      }
    });
  }
  drawn.on("moveend", (event) => {
    if (event.originalEvent) frame(box());
  });
  function box() {
    const bounds = drawn.getBounds();
    const width = bounds.getEast() - bounds.getWest();
    const turn = (degrees) => ((((degrees + 180) % 360) + 360) % 360) - 180;
    const west = width >= 360 ? -180 : turn(bounds.getWest());
    const east = width >= 360 ? 180 : turn(bounds.getEast());
    return [west, bounds.getSouth(), east, bounds.getNorth()].map((degrees) => Number(degrees.toFixed(3)));
  }

  return {
    box,
    async show(found) {
      places = found;
      await ready;
      const areas = places.filter((place) => place[3] > 30);
      drawn.getSource("towns").setData(collection(places.filter((place) => !(place[3] > 30)).map(point)));
      drawn.getSource("areas").setData(collection(areas.map(circle)));
      drawn.getSource("centres").setData(collection(areas.map(point)));
      element.dataset.places = String(places.length);
    },
    async fit() {
      await ready;
      if (places.length === 0) return;
      const bounds = new maplibre.LngLatBounds();
      for (const [lon, lat] of places) bounds.extend([lon, lat]);
      drawn.fitBounds(bounds, { padding: 40, maxZoom: 6, animate: false });
    },
    async to([west, south, east, north]) {
      await ready;
      drawn.fitBounds([west, south, east < west ? east + 360 : east, north], { animate: false });
    },
  };
}
