package dev.tutti.work.move;

import dev.tutti.work.task.NewTask;

/**
 * A task that a file asks for.
 *
 * @param line where it begins
 */
record Row(int line, NewTask task) {}
