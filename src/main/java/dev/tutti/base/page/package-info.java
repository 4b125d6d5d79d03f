/** Long lists, a page at a time. May know problems and nothing else. Start with {@link dev.tutti.base.page.PageRequest}. */
package dev.tutti.base.page;
