package dev.tutti.it;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The board as two people have it before them, each in a real browser of their own. */
abstract class BoardStage extends ServerIT {
    private static Chromium browser;

    Person ada;
    Person bob;
    String workspace;
    Window left;
    Window right;

    @BeforeAll
    static void start() {
        browser = Chromium.starts();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
            browser = null;
        }
    }

    @BeforeEach
    void open() {
        ada = Person.registers("Ada");
        bob = Person.registers("Bob");
        workspace = ada.createsWorkspace("Engine");
        ada.adds(bob, workspace, "member");
        left = opens();
        left.opens(ada, workspace);
        right = opens();
        right.opens(bob, workspace);
    }

    @AfterEach
    void noFault() {
        left.closes();
        right.closes();
        left.hasNoFault();
        right.hasNoFault();
    }

    /** @return a window of somebody else: it shares nothing with the others */
    static Window opens() {
        return browser.opens();
    }

    String path(String rest) {
        return "api/workspaces/" + workspace + "/" + rest;
    }
}
