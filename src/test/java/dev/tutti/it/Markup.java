package dev.tutti.it;

/**
 * What somebody writes who hopes that it becomes a part of the page. Where it does, {@link #CLEAN} is not true; a script that runs, or
 * that only tries to, is among a {@link Window#faults}.
 */
final class Markup {
    /** Short enough for a label. */
    static final String TEXT = "<img src=x onerror=alert(1)>\"'`${7}<b>b";

    /** Nothing that people wrote has become an element, an attribute or a link to anything but the web. */
    static final String CLEAN = """
            !document.querySelector(`#app :is(img, script, iframe, object, embed, form[action], b, i:not(.dots i, .skeleton i), u, svg[onload])`)
            && ![...document.querySelectorAll("#app *")].some(({attributes}) => [...attributes].some(({name}) => name.startsWith("on")))
            && [...document.querySelectorAll("#app a")].every((link) => ["http:", "https:"].includes(link.protocol)
                && (link.origin === location.origin || link.relList.contains("noopener")))
            && document.documentElement.scrollWidth <= innerWidth""";

    private Markup() {}
}
