"""Write the trained pair reader as the int8 ONNX model that the package ships, and check it against torch.

PYTHONPATH=src:training python training/claims/export.py build/judge/all.pt src/rashomon/language/weights/judge.onnx
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnx_bert import Graph, bert_names, encoder
from pairmodel import PairReader

ABOUT = (
    "Two statements read together. ids [pieces] = [CLS] one [SEP] two [SEP], kinds [pieces] = 0 and 1 -> logits [4]: "
    "same, part, divergent, related. Trained from all-MiniLM-L6-v2 (Apache-2.0)."
)


def build(model: PairReader, target: Path, *, largest: int) -> None:
    """Write the graph; the head stays float32. `largest`: 63 for seven-bit weights, 127 for eight unsigned bits."""
    graph = Graph(int8=True, largest=largest)
    state = {name: value.detach().float().numpy() for name, value in model.state_dict().items()}
    second = state["kinds.weight"] - state["kinds.weight"][:1]
    added = graph.run("Gather", graph.constant(second, np.float32), "kinds")
    last = graph.run(
        "Squeeze",
        encoder(graph, "ids", bert_names(state, state["kinds.weight"], len(model.layers)), added=added),
        graph.constant([0]),
    )
    graph.int8 = False
    mean = graph.run("ReduceMean", last, axes=[0], keepdims=1)
    pooled = graph.run("Tanh", graph.linear(mean, state["pool.weight"], state["pool.bias"]))
    logits = graph.run("Squeeze", graph.linear(pooled, state["out.weight"], state["out.bias"]), graph.constant([0]))
    graph.save(target, {"ids": "pieces", "kinds": "pieces"}, {"logits": (logits, 1)}, ABOUT)


def compare(model: PairReader, target: Path) -> float:
    """Largest difference of a probability between torch with rounded weights and the file, over made-up pairs."""
    model.find_scales()
    rng = np.random.default_rng(0)
    session = onnxruntime.InferenceSession(target.read_bytes(), providers=["CPUExecutionProvider"])
    worst = 0.0
    for _ in range(40):
        one, two = (rng.integers(1000, 20000, rng.integers(5, 40)) for _ in range(2))
        ids = np.array([101, *one, 102, *two, 102])
        kinds = np.array([0] * (len(one) + 2) + [1] * (len(two) + 1))
        found = torch.tensor(session.run(None, {"ids": ids, "kinds": kinds})[0]).softmax(-1)
        with torch.no_grad():
            mask = torch.ones(1, len(ids), dtype=torch.bool)
            wanted = model.eval()(torch.tensor(ids)[None], torch.tensor(kinds)[None], mask)[0].softmax(-1)
        worst = max(worst, float((found - wanted).abs().max()))
    return worst


def main() -> None:
    """Export, compare, print the hash to pin."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--eight-bits", action="store_true", help="nearer to float32, slower without VNNI")
    options = parser.parse_args()
    model = PairReader()
    model.load_state_dict(torch.load(options.checkpoint, weights_only=True))
    build(model, options.target, largest=127 if options.eight_bits else 63)
    data = options.target.read_bytes()
    print(f"{options.target.name}: {len(data):,} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}")
    print(f"largest difference of a probability from torch: {compare(model, options.target):.4f}")


if __name__ == "__main__":
    main()
