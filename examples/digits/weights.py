"""Writes tensors in the safetensors format.

A file is the length of its header (8 bytes, little-endian), the header (JSON, filled up with spaces so
that the data begin at a multiple of 8), then the data of all tensors without gaps.
"""

import json
import struct

import numpy as np


def write(path, tensors, metadata):
    """Writes named arrays as 32-bit floats; `metadata` is text by name."""
    header = {"__metadata__": metadata}
    data = bytearray()
    for name, tensor in tensors.items():
        packed = np.ascontiguousarray(tensor, dtype="<f4")
        header[name] = {
            "dtype": "F32",
            "shape": list(packed.shape),
            "data_offsets": [len(data), len(data) + packed.nbytes],
        }
        data += packed.tobytes()
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + bytes(data))
