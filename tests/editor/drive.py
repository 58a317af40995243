#!/usr/bin/env python3
"""Drives rust-analyzer over its protocol, on a crate that uses the macro: what an editor makes of generated items, with
the code whole and while it is being typed.

    RUST_ANALYZER=rust-analyzer tests/editor/drive.py

It has to be a whole rust-analyzer, such as Debian's package, and not rustup's stand-in for one. It needs the sources of the
standard library: rustup's component rust-src, or a folder given as RUST_SRC (Debian's rust-src has
/usr/src/rustc-*/library). Every line printed is a check; the exit code is the number of those that failed.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

RUNTIME = Path(__file__).resolve().parents[2] / "eap-runtime"

MANIFEST = f"""[package]
name = "sample"
version = "0.1.0"
edition = "2024"

[dependencies]
eap-runtime = {{ path = "{RUNTIME}" }}

[workspace]
"""

SAVE = """    /// Saves it.
    #[event_async]
    pub fn save(&self, key: &str) -> bool {
        key.is_empty()
    }
"""

SOURCE = (
    """use std::sync::Arc;

use eap_runtime::{CancellationToken, Events, Progress, event_async};

#[derive(Default)]
pub struct Store {
    events: Events<Self>,
}

#[event_async]
impl Store {
    /// Loads what is stored.
    #[event_async(result = bytes)]
    pub fn load(
        &self,
        key: &str,
        #[out] count: &mut usize,
        #[cancel] cancel: &CancellationToken,
        #[progress] progress: &Progress<u8>,
    ) -> Vec<u8> {
        let _ = (key, cancel, progress);
        *count = 1;
        Vec::new()
    }

"""
    + SAVE
    + """
    #[event_async]
    pub fn last(&self) -> u8 {
        1
    }
}

fn main() {
    let store = Arc::new(Store::default());
    store.load_completed().subscribe(|_, e| drop((e.bytes().cloned(), e.count().copied())));
    let _ = (store.load_async("a"), store.save_async("b"));
    let _: Option<LoadCompletedEventArgs> = None;
    store.is_busy();
}
"""
)

# What stands in place of `save`, and whether its functions are completed all the same.
HALF_TYPED = {
    "a body that ends in `self.`": ("#[event_async] pub fn save(&self) -> bool { self. }", True),
    "a body that ends in `let x =`": ("#[event_async] pub fn save(&self) -> bool { let x = }", True),
    "a missing opening parenthesis": ("#[event_async] pub fn save &self) -> bool { true }", True),
    "a parameter without a type": ("#[event_async] pub fn save(&self, key: ) {}", True),
    "a return type without an arrow": ("#[event_async] pub fn save(&self) bool { true }", True),
    "a mark without a type": ("#[event_async] pub fn save(&self, #[progress] p) {}", True),
    "a method without `fn`": ("#[event_async] pub save(&self) { true }", False),
    "an arrow to nothing": ("#[event_async] pub fn save(&self) -> {}", True),
    "a method without a body": ("#[event_async] pub fn save(&self)", True),
    "a method without a name": ("#[event_async] pub fn", False),
    "a stray parenthesis": ("#[event_async] pub fn save(&self)) {}", True),
    "the beginning of an attribute": ("#[", False),
    "half a keyword": ("pu", False),
    "a constant without a value": ("const N: usize =", False),
}


class Editor:
    """As much of an editor as the checks need, with one file open."""

    def __init__(self, folder):
        self.answers, self.ready, self.number = {}, threading.Event(), 0
        self.arrived, self.ended = threading.Condition(), False
        self.path = Path(folder, "src", "main.rs")
        self.uri = self.path.as_uri()
        self.server = subprocess.Popen(
            [os.environ.get("RUST_ANALYZER", "rust-analyzer")],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        threading.Thread(target=self._read, daemon=True).start()
        settings = {"checkOnSave": False, "cachePriming": {"enable": False}, "cargo": {}}
        if "RUST_SRC" in os.environ:
            settings["cargo"]["sysrootSrc"] = os.environ["RUST_SRC"]
        self.request(
            "initialize",
            processId=os.getpid(),
            rootUri=Path(folder).as_uri(),
            capabilities={"experimental": {"serverStatusNotification": True}},
            initializationOptions=settings,
        )
        self._send(method="initialized", params={})
        document = {"uri": self.uri, "languageId": "rust", "version": 0, "text": SOURCE}
        self._send(method="textDocument/didOpen", params={"textDocument": document})
        self.text = SOURCE
        if not self.ready.wait(600):
            raise TimeoutError("rust-analyzer does not become ready")

    def _send(self, **message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.server.stdin.flush()

    def _read(self):
        output = self.server.stdout
        while line := output.readline():
            length = int(line.split(b":")[1])
            while output.readline().strip():
                pass
            message = json.loads(output.read(length))
            if message.get("method") == "experimental/serverStatus":
                if message["params"].get("quiescent"):
                    self.ready.set()
            elif "method" in message and "id" in message:
                self._send(id=message["id"], result=None)
            elif "id" in message:
                with self.arrived:
                    self.answers[message["id"]] = message
                    self.arrived.notify_all()
        with self.arrived:
            self.ended = True
            self.arrived.notify_all()

    def request(self, method, **params):
        while True:
            self.number += 1
            number = self.number
            self._send(id=number, method=method, params=params)
            with self.arrived:
                if not self.arrived.wait_for(lambda: number in self.answers or self.ended, 300):
                    raise TimeoutError(method)
                if number not in self.answers:
                    raise ConnectionError("rust-analyzer has ended")
                answer = self.answers.pop(number)
            if "error" not in answer:
                return answer["result"]
            # The text has changed meanwhile.
            if answer["error"]["code"] not in (-32801, -32802):
                raise RuntimeError(answer["error"])
            time.sleep(0.2)

    def edit(self, text):
        self.number += 1
        self.text = text
        document = {"uri": self.uri, "version": self.number}
        self._send(
            method="textDocument/didChange",
            params={"textDocument": document, "contentChanges": [{"text": text}]},
        )

    def ask(self, what, around, offset):
        """Asks about the place so many characters into this text."""
        before = self.text[: self.text.index(around) + offset].split("\n")
        place = {"line": len(before) - 1, "character": len(before[-1])}
        return self.request(f"textDocument/{what}", textDocument={"uri": self.uri}, position=place)

    def definitions(self, around, offset):
        """The lines of the file, or other files, that it goes to."""
        lines = self.text.split("\n")
        places = self.ask("definition", around, offset) or []
        places = [places] if isinstance(places, dict) else places
        there = lambda place: lines[place["range"]["start"]["line"]].strip()
        return [there(place) if place["uri"] == self.uri else place["uri"] for place in places]

    def hover(self, around, offset):
        answer = self.ask("hover", around, offset)
        contents = answer["contents"] if answer else ""
        return contents["value"] if isinstance(contents, dict) else str(contents)

    def completions(self, around):
        """What it completes behind this text."""
        answer = self.ask("completion", around, len(around)) or []
        items = answer["items"] if isinstance(answer, dict) else answer
        return {item["label"] for item in items}


def checks(editor):
    """Every check, as its name and whether it holds."""
    names = {
        "load_async(": "pub fn load(",
        "save_async(": "pub fn save(&self, key: &str) -> bool {",
        "load_completed()": "pub fn load(",
        "LoadCompletedEventArgs>": "pub fn load(",
        "bytes()": "#[event_async(result = bytes)]",
        "count()": "#[out] count: &mut usize,",
    }
    for name, line in names.items():
        definitions = editor.definitions(name, 1)
        yield f"`{name.strip('(>)')}` is found at `{line}`", definitions == [line]
    yield "`load` is found at itself alone", editor.definitions("load(\n", 1) == ["pub fn load("]
    found = editor.definitions("impl Store", 6)
    yield "`Store` is found at the struct alone", found == ["pub struct Store {"]
    hovers = {
        "load_async(": "in the background",
        "load_completed()": "Raised when",
        "bytes()": "returned",
        "LoadCompletedEventArgs>": "The outcome of an operation started by",
        "is_busy()": "is pending",
    }
    for name, words in hovers.items():
        hover = editor.hover(name, 1)
        yield f"hovering over `{name.strip('(>)')}` shows its documentation", words in hover
    yield "hovering over `load` shows its own", "Loads what is stored." in editor.hover("load(\n", 1)
    for name, (typed, is_named) in HALF_TYPED.items():
        text = SOURCE.replace(SAVE, f"    {typed}\n").replace("store.is_busy();", "store.")
        editor.edit(text)
        wanted = {"load_async", "load_completed", "load_async_cancel", "last_async", "is_busy"}
        wanted |= {"save_async"} if is_named else set()
        yield f"beside {name}, everything else is completed", wanted <= editor.completions("    store.")
    editor.edit(SOURCE.replace("key.is_empty()", "self."))
    own = {"load", "load_completed", "save_completed", "events"}
    yield "behind `self.` in a body, everything is completed", own <= editor.completions("        self.")


def main():
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "src").mkdir()
        Path(folder, "Cargo.toml").write_text(MANIFEST)
        Path(folder, "src", "main.rs").write_text(SOURCE)
        editor = Editor(folder)
        failed = 0
        for name, holds in checks(editor):
            print("ok    " if holds else "FAILED", name, flush=True)
            failed += not holds
        editor.server.kill()
        return failed


if __name__ == "__main__":
    sys.exit(main())
