/** Servers that do nothing but broadcast, written as the tutorials of their libraries have it. Each is a program of its own. */
package dev.tutti.bench.peer;
