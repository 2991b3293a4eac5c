"""The labels of every head: those of the mark-up, and the part-of-speech tags and arguments of the public corpora."""

from __future__ import annotations

from precedent.encode.labels import Labels
from training.markup import scheme

# Universal and Penn tag in one, as they stand together in the Treebank at least 45 times; rarer pairs are slips of annotation.
_TAGS = (
    "ADJ/JJ ADJ/JJR ADJ/JJS ADP/IN ADP/RP ADV/RB ADV/RBR ADV/RBS ADV/WRB AUX/MD AUX/VB AUX/VBD AUX/VBG AUX/VBN AUX/VBP AUX/VBZ "
    "CCONJ/CC DET/DT DET/PDT DET/WDT NOUN/FW NOUN/NN NOUN/NNS NUM/CD NUM/LS PART/POS PART/RB PART/TO PRON/DT PRON/EX PRON/NN "
    "PRON/PRP PRON/PRP$ PRON/WDT PRON/WP PROPN/ADD PROPN/GW PROPN/NNP PROPN/NNPS PUNCT/'' PUNCT/, PUNCT/-LRB- PUNCT/-RRB- PUNCT/. "
    "PUNCT/: PUNCT/HYPH PUNCT/NFP PUNCT/`` SCONJ/IN VERB/VB VERB/VBD VERB/VBG VERB/VBN VERB/VBP VERB/VBZ X/$ X/, X/ADD X/GW X/NFP "
    "X/NN X/SYM X/UH"
)
# PropBank's labels seen at least a hundred times; rarer ones teach nothing that carries over.
_ARGUMENTS = (
    "ARG0 ARG1 ARG2 ARG3 ARG4 ARGM-TMP ARGM-ADV ARGM-MOD ARGM-NEG ARGM-ADJ ARGM-LOC ARGM-MNR ARGM-DIS ARGM-EXT ARGM-PRP "
    "ARGM-CAU ARGM-PRR ARGM-LVB ARGM-DIR ARGM-PRD ARGM-GOL ARGM-COM R-ARG0 R-ARG1 C-ARG1"
)
TAGS = tuple(_TAGS.split())
ARGUMENTS = tuple(_ARGUMENTS.split())


def labels() -> Labels:
    words = scheme()
    return Labels(
        names=tuple(words["names"]),
        types=tuple(words["types"]),
        leaves=tuple(leaf for kind, modes in words["types"].items() for leaf in (kind, *(f"{kind}.{mode}" for mode in modes))),
        claims=tuple(words["claims"]),
        tags=TAGS,
        roles=tuple(words["roles"].values()),
        quantities=tuple(words["quantities"]),
        sayings=("source", "content"),
        polarity=("positive", "negative"),
        modality=("asserted", *words["modalities"]),
        genericity=("specific", *words["genericities"]),
        tense=tuple(words["tenses"]),
        standing=("main", "other", "background"),
    )
