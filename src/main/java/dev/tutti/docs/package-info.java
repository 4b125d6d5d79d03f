/**
 * What Tutti says of itself to those who build on it: its contracts, for programs and for people. May know the words of the
 * wire, and nothing of how it works. Start with {@link dev.tutti.docs.ContractResource}.
 */
package dev.tutti.docs;
