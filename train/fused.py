"""The trained reader with fewer and larger matrices: same function, but an int8 layer quantises its input once.

Query, key and value of a layer become one matrix, and so do the first matrices of all heads.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

import torch
from torch import Tensor, nn

from train.encoder import Block
from train.model import Reader


class FusedBlock(nn.Module):
    """A layer of the encoder with one matrix for query, key and value."""

    def __init__(self, block: Block) -> None:
        super().__init__()
        self.heads, self.width = block.heads, block.width
        self.mixed = joined([block.query, block.key, block.value])
        # The scale of the scores goes into the query's weights.
        hidden = block.query.out_features
        with torch.no_grad():
            self.mixed.weight[:hidden] *= self.width**-0.5
            self.mixed.bias[:hidden] *= self.width**-0.5
        self.out, self.up, self.down = block.out, block.up, block.down
        self.attention_norm, self.norm = block.attention_norm, block.norm

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """As Block.forward, without dropout."""
        batch, pieces, hidden = x.shape
        parts = self.mixed(x).reshape(batch, pieces, 3, self.heads, self.width).permute(2, 0, 3, 1, 4)
        q, k, v = parts[0], parts[1], parts[2]
        weights = torch.softmax(q @ k.transpose(2, 3) + bias, -1)
        x = self.attention_norm(x + self.out((weights @ v).transpose(1, 2).reshape(batch, pieces, hidden)))
        result: Tensor = self.norm(x + self.down(nn.functional.gelu(self.up(x))))
        return result


class FusedReader(nn.Module):
    """The reader for export: `forward` gives the tensors named in OUTPUTS."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        reader = copy.deepcopy(reader).eval()
        self.encoder = reader.encoder
        self.encoder.blocks = nn.ModuleList(FusedBlock(block) for block in reader.encoder.blocks)
        first, self.facts = _two(reader.facts)
        judged, self.acts = _two(reader.acts)
        firsts = [
            *(reader.names, reader.tags, reader.starts),
            *(reader.arcs.dependent, reader.arcs.head, reader.arcs.root),
            *(reader.relation.near, reader.relation.far, reader.cues, reader.credit.near, reader.credit.far),
            *(first, reader.predicates, reader.role.near, reader.role.far),
            *(reader.mentions, reader.antecedent.near, reader.antecedent.far),
            *(judged, reader.act.near, reader.act.far),
        ]
        self.heads = joined(firsts)
        self.sizes = [linear.out_features for linear in firsts]
        self.arcs = reader.arcs

    def forward(self, ids: Tensor, first: Tensor, last: Tensor, cases: Tensor | None = None) -> tuple[Tensor, ...]:
        """As Reader.forward."""
        pieces = self.encoder(ids, cases)
        width = pieces.shape[-1]
        ends = [pieces.gather(1, at[..., None].expand(-1, -1, width)) for at in (first, last)]
        parts = self.heads((ends[0] + ends[1]) * 0.5).split(self.sizes, -1)
        names, tags, starts, dependent, head, root, *relations = parts[:11]
        facts, *others = parts[11:-3]
        acts, *sides = parts[-3:]
        arcs = self.arcs.scores(dependent, head, root)
        facts, acts = self.facts(torch.relu(facts)), self.acts(torch.relu(acts))
        return (names, tags, starts, arcs, *relations, facts, *others, acts, *sides)


def _two(head: nn.Sequential) -> tuple[nn.Linear, nn.Linear]:
    """The two layers of a small network."""
    first, last = head[0], head[2]
    assert isinstance(first, nn.Linear) and isinstance(last, nn.Linear)
    return first, last


def joined(layers: Sequence[nn.Linear]) -> nn.Linear:
    """One layer that gives the outputs of all, one after the other."""
    whole = nn.Linear(layers[0].in_features, sum(layer.out_features for layer in layers))
    with torch.no_grad():
        whole.weight.copy_(torch.cat([layer.weight for layer in layers]))
        whole.bias.copy_(torch.cat([layer.bias for layer in layers]))
    return whole
