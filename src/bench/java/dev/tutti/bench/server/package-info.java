/** What is measured: each server in a process of its own, and how one subscribes and publishes there. */
package dev.tutti.bench.server;
