"""Matrix products of the parser's networks on ONNX Runtime: the same numbers but for the last bits, in less time.

As its wheels are built, the parser's own library (BLIS) takes two to three times as long on the processors that we
know. ONNX Runtime stays on the one thread that every model of ours runs on, which numpy's product does not.
"""

from __future__ import annotations

from typing import Any

from rashomon.language.weights import session

MODEL = "product.onnx"


def hasten(pipeline: Any) -> None:
    """Let every network of a spaCy pipeline multiply with ONNX Runtime, where it would use BLIS otherwise."""
    from thinc.api import NumpyOps  # noqa: PLC0415 (heavy)

    class Products(NumpyOps):  # type: ignore[misc]  # thinc ships its compiled parts without types
        """`NumpyOps` with another product for `x @ y.T`, which is what reading a text needs."""

        def gemm(self, x: Any, y: Any, *, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
            if trans2 and not trans1 and out is None and len(x) and x.dtype == y.dtype == "float32":
                return session(MODEL).run(None, {"a": x, "b": y})[0]
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)

    session(MODEL)
    ours = Products()
    models = [getattr(component, "model", None) for _, component in pipeline.pipeline]
    for network in (node for model in models if model is not None for node in model.walk()):
        if type(network.ops) is NumpyOps:  # a machine with a product of its own keeps it
            network.ops = ours
