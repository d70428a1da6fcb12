"""A BERT-shaped encoder in plain torch: post-norm blocks over learned positions. Loads MiniLM and Granite weights."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of an encoder. positions: longest input in pieces; cases: how many letter-case classes are added at the
    input (0: none), which an uncased vocabulary needs to tell "May" from "may"."""

    vocabulary: int
    positions: int = 512
    hidden: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    eps: float = 1e-12
    cases: int = 0
    pad: int = 0


class Block(nn.Module):
    """One layer: self-attention and a feed-forward net, each added to its input and normalised."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads, self.width = shape.heads, shape.hidden // shape.heads
        self.query = nn.Linear(shape.hidden, shape.hidden)
        self.key = nn.Linear(shape.hidden, shape.hidden)
        self.value = nn.Linear(shape.hidden, shape.hidden)
        self.out = nn.Linear(shape.hidden, shape.hidden)
        self.attention_norm = nn.LayerNorm(shape.hidden, shape.eps)
        self.up = nn.Linear(shape.hidden, shape.inner)
        self.down = nn.Linear(shape.inner, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, shape.eps)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """x: [batch, pieces, hidden]. bias: [batch, 1, 1, pieces], 0 at pieces and very low at padding."""
        batch, pieces, hidden = x.shape
        q, k, v = (
            part(x).reshape(batch, pieces, self.heads, self.width).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        # Written out: on CPUs torch's fused attention costs more to learn through than all the rest of the layer.
        weights = torch.softmax(q @ k.transpose(2, 3) * self.width**-0.5 + bias, -1)
        mixed = weights.to(v.dtype) @ v
        mixed = self.out(mixed.transpose(1, 2).reshape(batch, pieces, hidden))
        x = self.attention_norm(x + self.dropout(mixed))
        inner: Tensor = self.down(functional.gelu(self.up(x)))
        result: Tensor = self.norm(x + self.dropout(inner))
        return result


class Encoder(nn.Module):
    """Piece ids to contextual vectors."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.vocabulary, shape.hidden)
        self.places = nn.Embedding(shape.positions, shape.hidden)
        self.cases = nn.Embedding(shape.cases, shape.hidden) if shape.cases else None
        self.norm = nn.LayerNorm(shape.hidden, shape.eps)
        self.dropout = nn.Dropout(dropout)
        self.blocks = nn.ModuleList(Block(shape, dropout) for _ in range(shape.layers))
        if self.cases is not None:
            # Starts as nothing, so that the starting weights mean what they meant.
            nn.init.zeros_(self.cases.weight)

    def forward(self, ids: Tensor, cases: Tensor | None = None) -> Tensor:
        """ids, cases: [batch, pieces], padded with the vocabulary's pad id. Gives [batch, pieces, hidden]."""
        x: Tensor = self.words(ids) + self.places(torch.arange(ids.shape[1], device=ids.device))
        if self.cases is not None and cases is not None:
            x = x + self.cases(cases)
        x = self.dropout(self.norm(x))
        bias = (ids == self.shape.pad).to(x.dtype)[:, None, None, :] * -10_000.0
        for block in self.blocks:
            x = block(x, bias)
        return x
