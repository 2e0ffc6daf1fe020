package dev.bailey.ledger.log;

import java.nio.file.Path;

/** Where things are below the ledger's folder. */
record Layout(Path folder) {
  Path checkpoint() {
    return folder.resolve("checkpoint");
  }

  Path journal() {
    return folder.resolve("journal");
  }

  Path index() {
    return folder.resolve("index");
  }

  Path heads() {
    return folder.resolve("index/heads");
  }

  Path tiles() {
    return folder.resolve("tile");
  }

  Path lock() {
    return folder.resolve("lock");
  }
}
