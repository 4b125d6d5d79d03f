package dev.tutti.work.move;

import java.util.List;

/**
 * A file that was read to its end, and in which each task can be one.
 *
 * @param ignored what it has that there is no place for
 * @param archived how many tasks were put away where it comes from, and stay there
 */
record TaskFile(List<Row> rows, List<String> ignored, int archived) {}
