/**
 * What can be set, read once, checked, and printed at the start without secrets. The environment is read here and nowhere
 * else. Start with {@link dev.tutti.base.config.Settings}; its defaults are in {@code SettingsReader}.
 */
package dev.tutti.base.config;
