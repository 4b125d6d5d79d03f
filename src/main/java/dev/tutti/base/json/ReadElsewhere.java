package dev.tutti.base.json;

/**
 * A body that has a reader of its own, also where it is JSON. Of two readers that both say they can, Payara's Jersey takes the
 * one that can read anything.
 */
public interface ReadElsewhere {}
