/**
 * One WAR, one data source: where connections come from, and the schema. Start with
 * {@link dev.tutti.base.database.Database}.
 */
package dev.tutti.base.database;
