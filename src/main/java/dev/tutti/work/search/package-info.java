/**
 * One search over all that can be found by words, and that the asking person may see. What can be found says each feature
 * itself. Start with {@link dev.tutti.work.search.Search}.
 */
package dev.tutti.work.search;
