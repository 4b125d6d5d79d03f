/**
 * The keys by which other systems come in. May know workspaces, and is known by none: who asks whether a key is good
 * asks {@link dev.tutti.base.identity.KeyRing}. Start with {@link dev.tutti.work.integration.Integrations}.
 */
package dev.tutti.work.integration;
