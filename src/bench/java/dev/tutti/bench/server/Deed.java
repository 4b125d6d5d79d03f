package dev.tutti.bench.server;

/** A write over REST that all who follow the workspace hear of. */
enum Deed {
    /** Of a kind that Tutti knows nothing of: what is written is its entry in the journal, and no more. */
    EVENT("events") {
        @Override
        String body(int number) {
            return "{\"name\":\"bench\",\"payload\":" + Words.payload(number) + "}";
        }
    },

    TASK("tasks") {
        @Override
        String body(int number) {
            return "{\"title\":\"" + Words.mark(number) + "\",\"description\":\"" + Words.SHORT + "\"}";
        }
    };

    private final String path;

    Deed(String path) {
        this.path = path;
    }

    /** @return under the workspace's own */
    String path() {
        return path;
    }

    abstract String body(int number);
}
