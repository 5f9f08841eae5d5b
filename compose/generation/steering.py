"""Where on the sphere of styles a plan wants to be: at its description, between two of them, or away from one."""

import torch
from torch import Tensor
from torch.nn import functional as F

from .encoder import TextEncoder
from .wishes import Plan


@torch.inference_mode()
def wished_style(encoder: TextEncoder, plan: Plan) -> Tensor:
    """A unit vector [256]. The same as that of the description alone where nothing is blended in."""
    if not plan.blended_with or not plan.blend_share:
        return encoder.style([plan.description])[0]
    first, second = encoder.style([plan.description, plan.blended_with])
    return F.normalize((1 - max(0.0, plan.blend_share)) * first + plan.blend_share * second, dim=-1)
