/**
 * Finding things by words in them. A feature whose texts can be found implements {@link dev.tutti.base.search.Searchable}
 * with the help of {@link dev.tutti.base.search.TextIndex}, which knows what the database can do. Knows no feature.
 */
package dev.tutti.base.search;
