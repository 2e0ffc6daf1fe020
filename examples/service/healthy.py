"""Ends with code 0 if the service answers; run again and again in its container."""

import sys
import urllib.request

try:
    with urllib.request.urlopen("http://127.0.0.1:9000/healthy", timeout=3) as answer:
        sys.exit(0 if answer.status == 200 else 1)
except OSError as problem:
    sys.exit(f"no answer: {problem}")
