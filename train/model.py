"""The reader: one encoder and every head in one forward pass.

A word's vector is the mean of its first and last piece. Heads that judge two words (relation of a word to its head, a
word's part in an attribution, a role, an antecedent) are split into a "near" and a "far" projection of every word; the
label scores are `out(relu(near[i] + far[j]))`. So the pass itself stays linear in the words, and whoever decodes scores
only the pairs that matter, with two small matrices.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from onrecord.nlp.labels import ACT_PARTS, ACT_TYPES, BIO, CREDIT_PARTS, CUES, ROLES, STATUSES, Labels
from train.encoder import Encoder

# What the forward pass gives, in this order, each [batch, words, …].
OUTPUTS = (
    "names",
    "tags",
    "starts",
    "arcs",
    "relation_near",
    "relation_far",
    "cues",
    "credit_near",
    "credit_far",
    "facts",
    "predicates",
    "role_near",
    "role_far",
    "mentions",
    "antecedent_near",
    "antecedent_far",
    "acts",
    "act_near",
    "act_far",
)


@dataclass(frozen=True, slots=True)
class Widths:
    """Sizes of the heads. arcs: of the biaffine projections; pairs: of near and far of relations and credits; few: of
    the heads that are asked less often."""

    arcs: int = 192
    pairs: int = 128
    few: int = 64


class PairHead(nn.Module):
    """Scores labels of a pair of words: the near one is described, the far one is what it relates to."""

    def __init__(self, hidden: int, width: int, labels: int) -> None:
        super().__init__()
        self.near = nn.Linear(hidden, width)
        self.far = nn.Linear(hidden, width)
        self.out = nn.Linear(width, labels)

    def score(self, near: Tensor, far: Tensor) -> Tensor:
        """Label scores of projected words that can be broadcast against each other."""
        scores: Tensor = self.out(torch.relu(near + far))
        return scores


class Arcs(nn.Module):
    """Biaffine scores of every word as head of every word; its own position stands for "root" (Dozat and Manning)."""

    def __init__(self, hidden: int, width: int) -> None:
        super().__init__()
        self.dependent = nn.Linear(hidden, width)
        self.head = nn.Linear(hidden, width)
        self.root = nn.Linear(hidden, width)
        self.weight = nn.Parameter(torch.empty(width, width))
        self.prior = nn.Linear(width, 1)
        nn.init.orthogonal_(self.weight)

    def forward(self, x: Tensor) -> Tensor:
        """x: [batch, words, hidden]. Gives [batch, words, words]: dependents by heads, the root on the diagonal."""
        return self.scores(self.dependent(x), self.head(x), self.root(x))

    def scores(self, dependent: Tensor, head: Tensor, root: Tensor) -> Tensor:
        """As `forward`, from the three projections of the words."""
        dependent, head = torch.relu(dependent) @ self.weight, torch.relu(head)
        scores = dependent @ head.transpose(1, 2) + self.prior(head).transpose(1, 2)
        rooted = (dependent * torch.relu(root)).sum(-1, keepdim=True)
        eye = torch.eye(head.shape[1], dtype=head.dtype, device=head.device)
        result: Tensor = scores * (1 - eye) + rooted * eye
        return result


class Reader(nn.Module):
    """Encoder and heads. `forward` gives the tensors named in OUTPUTS."""

    def __init__(self, encoder: Encoder, labels: Labels, widths: Widths | None = None, dropout: float = 0.1) -> None:
        super().__init__()
        widths = widths or Widths()
        hidden = encoder.shape.hidden
        self.encoder = encoder
        self.dropout = nn.Dropout(dropout)
        self.names = nn.Linear(hidden, len(BIO))
        self.tags = nn.Linear(hidden, len(labels.tags))
        self.starts = nn.Linear(hidden, 1)
        self.arcs = Arcs(hidden, widths.arcs)
        self.relation = PairHead(hidden, widths.pairs, len(labels.deprels))
        self.cues = nn.Linear(hidden, len(CUES))
        self.credit = PairHead(hidden, widths.pairs, len(CREDIT_PARTS))
        self.facts = nn.Sequential(nn.Linear(hidden, widths.pairs), nn.ReLU(), nn.Linear(widths.pairs, 3))
        self.predicates = nn.Linear(hidden, 1)
        self.role = PairHead(hidden, widths.few, len(ROLES))
        self.mentions = nn.Linear(hidden, 1)
        self.antecedent = PairHead(hidden, widths.few, 1)
        judged = len(ACT_TYPES) + len(STATUSES)
        self.acts = nn.Sequential(nn.Linear(hidden, widths.pairs), nn.ReLU(), nn.Linear(widths.pairs, judged))
        self.act = PairHead(hidden, widths.few, len(ACT_PARTS))

    def words(self, ids: Tensor, first: Tensor, last: Tensor, cases: Tensor | None = None) -> Tensor:
        """Vectors of words. ids, cases: [batch, pieces]; first, last: [batch, words], positions of a word's pieces."""
        pieces = self.encoder(ids, cases)
        width = pieces.shape[-1]
        ends = [pieces.gather(1, at[..., None].expand(-1, -1, width)) for at in (first, last)]
        result: Tensor = self.dropout((ends[0] + ends[1]) * 0.5)
        return result

    def forward(self, ids: Tensor, first: Tensor, last: Tensor, cases: Tensor | None = None) -> tuple[Tensor, ...]:
        """All heads over all words; shapes as for `words`. A padded word points at piece 0 and gives noise."""
        x = self.words(ids, first, last, cases)
        return (
            self.names(x),
            self.tags(x),
            self.starts(x),
            self.arcs(x),
            self.relation.near(x),
            self.relation.far(x),
            self.cues(x),
            self.credit.near(x),
            self.credit.far(x),
            self.facts(x),
            self.predicates(x),
            self.role.near(x),
            self.role.far(x),
            self.mentions(x),
            self.antecedent.near(x),
            self.antecedent.far(x),
            self.acts(x),
            self.act.near(x),
            self.act.far(x),
        )
