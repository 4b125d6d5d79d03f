/**
 * JSON in and out: strict in what comes in, one form for what goes out. Start with
 * {@link dev.tutti.base.json.StrictJson}.
 */
package dev.tutti.base.json;
