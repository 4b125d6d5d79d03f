package dev.tutti.work.account;

import dev.tutti.base.edit.IfMatch;
import dev.tutti.base.idempotency.SafeToRetry;
import dev.tutti.base.identity.CurrentCaller;
import dev.tutti.base.identity.Open;
import dev.tutti.base.limit.Addresses;
import dev.tutti.base.limit.Rate;
import dev.tutti.base.limit.Rates;
import dev.tutti.work.web.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** How HTTP comes and goes. */
@Path("auth")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class AuthResource {
    @Inject
    Logins logins;

    @Inject
    Accounts accounts;

    @Inject
    Tickets tickets;

    @Inject
    TokenCookie tokenCookie;

    @Inject
    Addresses addresses;

    @Inject
    CurrentCaller caller;

    @Inject
    Rates rates;

    @POST
    @Path("register")
    @Open
    public Response register(NewAccount wanted, @Context HttpServletRequest request) {
        oneMoreFrom(request);
        return reply(201, logins.register(wanted, agent(request)), wanted.cookie(), request);
    }

    @POST
    @Path("login")
    @Open
    public Response login(Login login, @Context HttpServletRequest request) {
        oneMoreFrom(request);
        SignedIn signedIn = logins.login(login, addresses.of(request), agent(request));
        return reply(200, signedIn, login.cookie(), request);
    }

    /** Before the password is hashed: that is dear, and only a few may wait for it. */
    private void oneMoreFrom(HttpServletRequest request) {
        rates.take(Rate.SIGN_INS, Addresses.place(addresses.of(request)));
    }

    @POST
    @Path("refresh")
    @Open
    public Response refresh(Renewal renewal, @Context HttpServletRequest request) {
        return reply(200, logins.refresh(renewal), renewal.cookie(), request);
    }

    /** Open, because the refresh token is proof enough, and the access token may have expired long ago. */
    @POST
    @Path("logout")
    @Open
    public Response logout(Renewal renewal, @Context HttpServletRequest request) {
        logins.logout(renewal);
        return Response.noContent()
                .header(HttpHeaders.SET_COOKIE, tokenCookie.cleared(request))
                .build();
    }

    @POST
    @Path("logout-all")
    @Consumes(MediaType.WILDCARD)
    public Response logoutAll(@Context HttpServletRequest request) {
        logins.logoutAll(caller.get());
        return Response.noContent()
                .header(HttpHeaders.SET_COOKIE, tokenCookie.cleared(request))
                .build();
    }

    @POST
    @Path("logout-others")
    @Consumes(MediaType.WILDCARD)
    public Response logoutOthers() {
        logins.logoutOthers(caller.get());
        return Response.noContent().build();
    }

    @POST
    @Path("ticket")
    @Consumes(MediaType.WILDCARD)
    public Response ticket() {
        return secret(Response.status(201)).entity(tickets.issue(caller.get())).build();
    }

    @GET
    @Path("me")
    public Response me() {
        return Answer.shown(accounts.of(caller.get().id()));
    }

    @PATCH
    @Path("me")
    @SafeToRetry
    public Response change(@HeaderParam(HttpHeaders.IF_MATCH) String match, ProfileChange change) {
        return Answer.shown(accounts.change(caller.get(), IfMatch.parse(match), change));
    }

    private Response reply(int status, SignedIn signedIn, boolean cookie, HttpServletRequest request) {
        Response.ResponseBuilder response = secret(Response.status(status)).entity(signedIn);
        if (cookie) {
            response.header(
                    HttpHeaders.SET_COOKIE, tokenCookie.of(signedIn.accessToken(), signedIn.expiresIn(), request));
        }
        return response.build();
    }

    private static UserAgent agent(HttpServletRequest request) {
        return UserAgent.of(request.getHeader(HttpHeaders.USER_AGENT));
    }

    /** Nothing between here and the browser may keep a copy. */
    private static Response.ResponseBuilder secret(Response.ResponseBuilder response) {
        return response.header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
