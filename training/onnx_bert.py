"""Build the ONNX graph of a BERT encoder by hand, for one text a run, in float32 or int8.

Written by hand rather than traced, so that the graph stays readable, needs no padding mask (one text a run) and
depends on no exporter. Opset 17 and three operators of ONNX Runtime: MultiHeadAttention, Gelu, DynamicQuantizeMatMul.

int8: weights are symmetric, with a scale for each output column (for embeddings: each row); activations are
quantised at run time by their own range. Weights are either seven-bit signed or eight-bit unsigned numbers. Eight-bit
signed ones would be fast and exact on processors with VNNI only: elsewhere the sums of two products overflow 16 bits
and the answers differ. Seven bits are fast everywhere; eight unsigned bits are nearer to float32 and 1.7 times slower.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Array = NDArray[np.float32]

LARGEST = 63  # of a seven-bit weight
# Shares of the largest weight tried as the largest that can be written; the one with the least squared error is kept.
CLIPS = (1.0, 0.95, 0.9, 0.85, 0.8, 0.7)


def rounded(rows: Array, largest: int) -> tuple[NDArray[np.int8], Array]:
    """Return int8 rows and a scale for each, so that rows ~ int8 * scale."""
    top = np.maximum(np.abs(rows).max(1), 1e-8)
    best, error = top / largest, np.full(len(rows), np.inf)
    for clip in CLIPS:
        scale = clip * top / largest
        near = np.clip(np.rint(rows / scale[:, None]), -largest, largest) * scale[:, None]
        wrong = ((rows - near) ** 2).sum(1)
        best, error = np.where(wrong < error, scale, best), np.minimum(error, wrong)
    whole = np.clip(np.rint(rows / best[:, None]), -largest, largest).astype(np.int8)
    return whole, best.astype(np.float32)


class Graph:
    """Collects nodes and weights; every method returns the name of its result."""

    def __init__(self, *, int8: bool = True, largest: int = LARGEST) -> None:
        self.int8, self.largest = int8, largest
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self._known: dict[tuple[int, ...], str] = {}

    def constant(self, value: object, dtype: type = np.int64) -> str:
        """Add a weight or constant."""
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.asarray(value, dtype=dtype), name))
        return name

    def run(self, op: str, *inputs: str, domain: str = "", **attributes: object) -> str:
        """Add a node with one result."""
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, list(inputs), [name], name=f"{op}_{name}", domain=domain, **attributes))
        return name

    def split(self, value: str, sizes: list[int]) -> list[str]:
        """Cut the last axis into parts."""
        names = [f"n{len(self.nodes)}_{i}" for i in range(len(sizes))]
        node = helper.make_node("Split", [value, self.constant(sizes)], names, axis=-1)
        self.nodes.append(node)
        return names

    def linear(self, value: str, weight: Array, bias: Array) -> str:
        """value @ weight.T + bias, the weight stored as torch does: [out, in]."""
        if self.int8:
            whole, scale = rounded(weight, self.largest)
            zero = ""
            if self.largest > LARGEST:
                whole, zero = (whole.astype(np.int16) + 128).astype(np.uint8), self.constant(128, np.uint8)
            weights = self.constant(np.ascontiguousarray(whole.T), whole.dtype.type)
            inputs = (value, weights, self.constant(scale, np.float32), zero, self.constant(bias, np.float32))
            return self.run("DynamicQuantizeMatMul", *inputs, domain="com.microsoft")
        product = self.run("MatMul", value, self.constant(np.ascontiguousarray(weight.T), np.float32))
        return self.run("Add", product, self.constant(bias, np.float32))

    def look_up(self, table: Array, ids: str) -> str:
        """Rows of an embedding table."""
        if not self.int8:
            return self.run("Gather", self.constant(table, np.float32), ids)
        whole, scale = rounded(table, largest=127)
        rows = self.run("Cast", self.run("Gather", self.constant(whole, np.int8), ids), to=TensorProto.FLOAT)
        return self.run("Mul", rows, self.run("Gather", self.constant(scale[:, None], np.float32), ids))

    def norm(self, value: str, weight: Array, bias: Array) -> str:
        """Layer normalisation over the last axis."""
        inputs = (value, self.constant(weight, np.float32), self.constant(bias, np.float32))
        return self.run("LayerNormalization", *inputs, axis=-1, epsilon=1e-12)

    def gelu(self, value: str) -> str:
        """Gelu with the error function."""
        return self.run("Gelu", value, domain="com.microsoft")

    def save(self, path: Path, inputs: dict[str, str], outputs: dict[str, tuple[str, int]], about: str) -> None:
        """Write the model. Inputs are name -> dimension name; outputs are name -> (value, rank)."""
        for name, (value, _) in outputs.items():
            self.nodes.append(helper.make_node("Identity", [value], [name]))
        graph = helper.make_graph(
            self.nodes,
            "rashomon",
            [helper.make_tensor_value_info(name, TensorProto.INT64, [size]) for name, size in inputs.items()],
            [
                helper.make_tensor_value_info(name, TensorProto.FLOAT, [None] * rank)
                for name, (_, rank) in outputs.items()
            ],
            self.weights,
            doc_string=about,
        )
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
        model = helper.make_model(graph, opset_imports=opsets, producer_name="rashomon", ir_version=9)
        onnx.checker.check_model(model)
        path.parent.mkdir(parents=True, exist_ok=True)
        onnx.save(model, path)


@dataclass(frozen=True)
class Stored:
    """What a written model holds, each list in the order of its nodes; weights as torch has them: [out, in]."""

    tables: list[Array]  # looked up by row
    places: Array
    norms: list[tuple[Array, Array]]
    products: list[tuple[Array, Array]]  # of the encoder
    heads: list[tuple[Array, Array]]


def stored(path: Path) -> Stored:
    """Read a model back that `Graph.save` wrote, rounded as it is there."""
    model = onnx.load(path)
    held = {w.name: numpy_helper.to_array(w) for w in model.graph.initializer}
    nodes = [node for node in model.graph.node if any(name in held for name in node.input)]

    def of(*kinds: str) -> list[list[Array]]:
        return [[held[i] for i in n.input if i in held] for n in nodes if n.op_type in kinds]

    tables = [held[n.input[0]] for n in nodes if n.op_type == "Gather" and n.input[0] in held]
    rows = []
    for table in tables:
        if table.dtype == np.int8:
            rows.append(table.astype(np.float32))
        elif table.shape[1:] == (1,) and rows:
            rows[-1] = rows[-1] * table
        else:
            rows.append(table)
    products = []
    for weight, scale, *rest in of("DynamicQuantizeMatMul"):
        middle = 128 if weight.dtype == np.uint8 else 0
        products.append((((weight.astype(np.float32) - middle) * scale).T, rest[-1]))
    head = [part[0] for part in of("MatMul", "Add") if part[0].ndim]
    heads = [(weight.T, bias) for weight, bias in zip(head[::2], head[1::2], strict=True)]
    places = next(part[0] for part in of("Slice"))
    return Stored(rows, places, [(w, b) for w, b in of("LayerNormalization")], products, heads)


PARTS = {
    "out": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm2": "output.LayerNorm",
}
"""Our names of a layer's parts (training/attribution/model.py) and BERT's."""


def bert_names(state: dict[str, Array], kinds: Array, layers: int) -> dict[str, Array]:
    """The encoder's weights of one of our models under the names of a BERT file; `kinds` are [n, hidden]."""
    named = {
        "embeddings.word_embeddings.weight": state["words.weight"],
        "embeddings.position_embeddings.weight": state["places.weight"],
        "embeddings.token_type_embeddings.weight": kinds,
    }
    for kind in ("weight", "bias"):
        named[f"embeddings.LayerNorm.{kind}"] = state[f"norm.{kind}"]
        for layer in range(layers):
            ours, theirs = f"layers.{layer}.", f"encoder.layer.{layer}."
            parts = np.split(state[f"{ours}qkv.{kind}"], 3)
            for part, value in zip(("query", "key", "value"), parts, strict=True):
                named[f"{theirs}attention.self.{part}.{kind}"] = value
            for mine, name in PARTS.items():
                named[f"{theirs}{name}.{kind}"] = state[f"{ours}{mine}.{kind}"]
    return named


def encoder(graph: Graph, ids: str, weights: dict[str, Array], *, added: str | None = None, heads: int = 12) -> str:
    """Add the encoder; returns the name of its last layer [1, pieces, hidden].

    `weights` has the names of a BERT safetensors file. `added` is a value [pieces, hidden] for the embeddings.
    """
    get = weights.__getitem__
    words = graph.look_up(get("embeddings.word_embeddings.weight"), ids)
    places = get("embeddings.position_embeddings.weight") + get("embeddings.token_type_embeddings.weight")[0]
    count = graph.run("Shape", ids)
    near = graph.run("Slice", graph.constant(places, np.float32), graph.constant([0]), count, graph.constant([0]))
    value = graph.run("Add", words, near)
    if added:
        value = graph.run("Add", value, added)
    value = graph.run("Unsqueeze", value, graph.constant([0]))
    value = graph.norm(value, get("embeddings.LayerNorm.weight"), get("embeddings.LayerNorm.bias"))
    layers = len({name.split(".")[2] for name in weights if name.startswith("encoder.layer.")})
    for number in range(layers):
        value = _layer(graph, value, weights, f"encoder.layer.{number}.", heads)
    return value


def _layer(graph: Graph, value: str, weights: dict[str, Array], name: str, heads: int) -> str:
    """One transformer layer; queries, keys and values come from one product, which quantises its input once."""
    names = [f"{name}attention.self.{part}" for part in ("query", "key", "value")]
    packed = [np.concatenate([weights[f"{n}.{kind}"] for n in names]) for kind in ("weight", "bias")]
    hidden = packed[0].shape[1]
    q, k, v = graph.split(graph.linear(value, packed[0], packed[1]), [hidden] * 3)
    mixed = graph.run("MultiHeadAttention", q, k, v, domain="com.microsoft", num_heads=heads)

    def dense(of: str, part: str) -> str:
        return graph.linear(of, weights[f"{name}{part}.weight"], weights[f"{name}{part}.bias"])

    def norm(of: str, part: str) -> str:
        return graph.norm(of, weights[f"{name}{part}.LayerNorm.weight"], weights[f"{name}{part}.LayerNorm.bias"])

    value = norm(graph.run("Add", value, dense(mixed, "attention.output.dense")), "attention.output")
    inner = graph.gelu(dense(value, "intermediate.dense"))
    return norm(graph.run("Add", value, dense(inner, "output.dense")), "output")
