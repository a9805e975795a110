"""`python -m tests.fuzz SCHEMATHESIS EXAMPLES` asks a served site whatever the API's description allows and forbids.

The program is installed by `make fuzz`, beside the environment. What fails is named with the request that did it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.served_site import SignIn, serving_seeds

# Not which status codes there may be: an address of more than 8 kB the server refuses by itself (414).
CHECKS = "not_a_server_error,content_type_conformance,response_schema_conformance"


def main(program: str, examples: str) -> int:
    os.environ["RATE_LIMITS"] = ""  # all requests are one client's
    with tempfile.TemporaryDirectory() as folder, serving_seeds(Path(folder), SignIn("wang", "fuzz-fuzz-fuzz")) as site:
        command = [program, "run", f"{site}/api/openapi.json", "--checks", CHECKS, "--max-examples", examples]
        return subprocess.run([*command, "--no-color"], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
