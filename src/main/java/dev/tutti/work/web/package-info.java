/**
 * What the features' resources say alike over HTTP. May know the journal, whose positions it shows. Start with {@link
 * dev.tutti.work.web.Answer}.
 */
package dev.tutti.work.web;
