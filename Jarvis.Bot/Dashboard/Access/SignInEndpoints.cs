using System.Security.Claims;
using Jarvis.Bot.Channels.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Dashboard.Access;

/// <summary>The ways in: the printed link, and the password where one is set.</summary>
internal static class SignInEndpoints
{
    public const string StampClaim = "jarvis:stamp";

    /// <summary>"/?token=…" becomes a session before anything else looks at the request.</summary>
    public static void UsePrintedLink(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (!HttpMethods.IsGet(http.Request.Method) || http.Request.Path != "/" || !http.Request.Query.TryGetValue("token", out var given))
        {
            await next(http);
            return;
        }
        // A browser that fetches ahead, or a preview, would use the token up before the person presses the link.
        if (http.Request.Headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.OrdinalIgnoreCase))
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }
        if (http.RequestServices.GetRequiredService<OneTimeToken>().Use(given))
        {
            await SignInAsync(http);
            // Not a redirect: after one that began on another site the browser would withhold a SameSite=Strict cookie.
            http.Response.ContentType = "text/html; charset=utf-8";
            await http.Response.WriteAsync("""
                <!DOCTYPE html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/"><title>Jarvis</title>
                <link rel="icon" type="image/svg+xml" href="/favicon.svg"><a href="/">Signed in; go on to Jarvis</a>
                """);
            return;
        }
        if ((await http.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme)).Succeeded)
        {
            http.Response.Redirect("/");
            return;
        }
        await Page(http, "This link was used before, or belongs to an earlier start of Jarvis.", StatusCodes.Status401Unauthorized).ExecuteAsync(http);
    });

    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet("/sign-in", (HttpContext http) => http.User.Identity?.IsAuthenticated == true
            ? Results.LocalRedirect("/") : Page(http, "", StatusCodes.Status401Unauthorized));
        app.MapPost("/sign-in", WithPasswordAsync);
        app.MapPost("/sign-in/link", NewLink);
        app.MapPost("/sign-out", SignOutAsync).RequireAuthorization();
    }

    private static async Task<IResult> WithPasswordAsync([FromForm] string? password, HttpContext http, PasswordGate gate, IOptions<DashboardOptions> options)
    {
        if (!options.Value.HasPassword) return Page(http, "No password is set; use the printed link.", StatusCodes.Status401Unauthorized);
        switch (gate.Try(password, http.Connection.RemoteIpAddress))
        {
            case PasswordVerdict.Right:
                await SignInAsync(http);
                return Results.LocalRedirect("/");
            case PasswordVerdict.LockedOut:
                http.Response.Headers.RetryAfter = ((int)PasswordGate.Locked.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
                return Page(http, $"Too many wrong passwords. Try again in {PasswordGate.Locked.TotalMinutes:0} minutes, or use the printed link.", StatusCodes.Status429TooManyRequests);
            default:
                return Page(http, "That is not the password.", StatusCodes.Status401Unauthorized);
        }
    }

    private static IResult NewLink([FromForm] IFormCollection form, HttpContext http, DashboardLink link) => link.PrintNew()
        ? Page(http, "", StatusCodes.Status200OK, "A link was printed on Jarvis's console.")
        : Page(http, "", StatusCodes.Status429TooManyRequests, "A link was printed a moment ago; look at Jarvis's console.");

    private static async Task<IResult> SignOutAsync([FromForm] IFormCollection form, HttpContext http)
    {
        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Results.LocalRedirect("/sign-in");
    }

    private static Task SignInAsync(HttpContext http)
    {
        var identity = new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, WebChannel.Owner),
            new Claim(ClaimTypes.Name, "Owner"),
            new Claim(StampClaim, http.RequestServices.GetRequiredService<PasswordGate>().Stamp),
        ], CookieAuthenticationDefaults.AuthenticationScheme);
        return http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = true });
    }

    private static IResult Page(HttpContext http, string trouble, int status, string note = "") => new RazorComponentResult<SignInPage>(new
    {
        Trouble = trouble,
        Note = note,
        http.RequestServices.GetRequiredService<IOptions<DashboardOptions>>().Value.HasPassword,
        Address = http.RequestServices.GetRequiredService<DashboardLink>().Address.ToString(),
    }) { StatusCode = status };
}
