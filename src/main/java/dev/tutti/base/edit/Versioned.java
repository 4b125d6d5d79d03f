package dev.tutti.base.edit;

/** Something that changes, shown as it was at one version. The version is its {@code ETag}. */
public interface Versioned {
    /** @return a number that grows with each change, from 1 */
    long version();
}
