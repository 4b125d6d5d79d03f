package dev.tutti.work.move;

import java.util.List;

/**
 * What an import came to.
 *
 * @param tasks how many were made
 * @param unassigned how many of them were somebody's who is no member here, and are nobody's now
 * @param archived how many tasks were left out because they were put away where the file comes from
 * @param ignored what else the file has, for which there is no place here; the first of it
 */
public record Imported(int tasks, int unassigned, int archived, List<String> ignored) {}
