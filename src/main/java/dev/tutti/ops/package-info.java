/**
 * For those who run the server: how it is, where it is, and how it stops.
 */
package dev.tutti.ops;
