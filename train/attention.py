"""The exported graph with one node for each layer's attention, which onnxruntime computes in one go.

For graphs that are run one window at a time: without padding there is nothing for the attention to leave out.
"""

from __future__ import annotations

from pathlib import Path

import onnx
from onnx import helper

_DOMAIN = "com.microsoft"


def fuse(path: Path, heads: int) -> int:
    """Rewrite the graph in place; gives the number of layers. heads: attention heads of a layer.

    The scale of the scores is in the query's weights already (train.fused).
    """
    model = onnx.load(str(path))
    graph = model.graph
    places = {output: n for n, node in enumerate(graph.node) for output in node.output}
    count = 0
    while (out := f"/encoder/blocks.{count}/Reshape_1_output_0") in places:
        block = f"/encoder/blocks.{count}"
        graph.node[places[out]].output[0] = f"{out}_unused"
        parts = [f"{block}/{name}" for name in ("query", "key", "value")]
        split = helper.make_node("Split", [f"{block}/mixed/linear/Add_output_0"], parts, axis=-1)
        joint = helper.make_node("MultiHeadAttention", parts, [out], domain=_DOMAIN, num_heads=heads, scale=1.0)
        graph.node.extend([split, joint])
        count += 1
    kept = _in_order(graph)
    del graph.node[:]
    graph.node.extend(kept)
    model.opset_import.append(helper.make_opsetid(_DOMAIN, 1))
    onnx.save(model, str(path))
    return count


def _in_order(graph: onnx.GraphProto) -> list[onnx.NodeProto]:
    """The nodes that the outputs need, each after those that it needs."""
    made_by = {output: node for node in graph.node for output in node.output}
    found: list[onnx.NodeProto] = []
    done: set[str] = set()

    def add(name: str) -> None:
        node = made_by.get(name)
        if node is None or node.output[0] in done:
            return
        done.add(node.output[0])
        for wanted in node.input:
            add(wanted)
        found.append(node)

    for output in graph.output:
        add(output.name)
    return found
