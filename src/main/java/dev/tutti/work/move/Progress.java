package dev.tutti.work.move;

/**
 * How far an import has come.
 *
 * @param written how many tasks are written; they are seen only when all are
 * @param tasks how many there are
 */
public record Progress(int written, int tasks) {}
