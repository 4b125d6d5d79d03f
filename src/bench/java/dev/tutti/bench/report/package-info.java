/** What was measured, and how it is told: as a table, as JSON and as a picture. */
package dev.tutti.bench.report;
