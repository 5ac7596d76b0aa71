using System.Security.Claims;
using Jarvis.Bot.Channels.Web;
using Jarvis.Bot.Dashboard.Access;
using Jarvis.Bot.Dashboard.Live;
using Jarvis.Skills.Storage;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using MudBlazor;
using MudBlazor.Services;

namespace Jarvis.Bot.Dashboard;

/// <summary>The web pages: the chat beside a live view of the business, and what there is to look up.</summary>
public static class DashboardSetup
{
    /// <param name="services">The application's services.</param>
    /// <param name="configuration">Settings "Dashboard".</param>
    /// <param name="simulation">True labels every page a simulation.</param>
    public static IServiceCollection AddDashboard(this IServiceCollection services, IConfiguration configuration, bool simulation = false)
    {
        var section = configuration.GetSection(DashboardOptions.Section);
        services.AddOptions<DashboardOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DashboardOptions>>(new DashboardOptionsValidator(configuration));
        services.AddSingleton(new DashboardMode(simulation));
        services.TryAddSingleton(Console.Out);
        services.AddSingleton<OneTimeToken>().AddSingleton<PasswordGate>().AddSingleton<DashboardLink>();
        services.AddSingleton<PageTime>().AddSingleton<DomainTitles>().AddSingleton<LiveView>().AddSingleton<SettingsInForce>().AddSingleton<LedgerSearch>();

        // Cookies know no ports: two of Jarvis on one machine would sign each other out.
        var port = Uri.TryCreate(section["Url"] ?? new DashboardOptions().Url, UriKind.Absolute, out var url) ? url.Port : 0;
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie => Cookie(cookie, port));
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<IOptions<DashboardOptions>>((cookie, dashboard) => cookie.ExpireTimeSpan = dashboard.Value.StaySignedIn);
        services.AddAuthorization();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = $"jarvis-page-{port}";
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
        });
        // Sessions outlive a restart. The keys lie unencrypted, like the rest of the storage folder, but for Jarvis's own user only.
        services.AddDataProtection().SetApplicationName("Jarvis");
        services.AddOptions<KeyManagementOptions>().Configure<IOptions<StorageOptions>, ILoggerFactory>((keys, storage, loggers) =>
            keys.XmlRepository = new FileSystemXmlRepository(KeyFolder(storage.Value.Folder), loggers));
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));

        // Blazor's own routes use it, and the slim builder leaves it out.
        services.Configure<RouteOptions>(routes => routes.SetParameterPolicy<RegexInlineRouteConstraint>("regex"));
        services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
        {
            circuits.DisconnectedCircuitMaxRetained = 10;
            circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(2);
        });
        services.AddMudServices(mud => mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight);
        ReadKeysWhenAskedFor(services);
        return services;
    }

    /// <summary>ASP.NET Core reads the session keys at the start, so that the first visitor waits less; many a Jarvis has none. After all that registers it.</summary>
    private static void ReadKeysWhenAskedFor(IServiceCollection services)
    {
        foreach (var eager in services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType?.Assembly == typeof(KeyManagementOptions).Assembly).ToList())
            services.Remove(eager);
    }

    /// <summary>Maps the pages, and listens where the settings say. Prints the link once it listens. What else is mapped, such as a webhook, comes first.</summary>
    public static WebApplication MapDashboard(this WebApplication app)
    {
        var pages = new Lazy<RequestDelegate>(() => Pages(app));
        app.Use((http, next) => http.GetEndpoint() is null ? pages.Value(http) : next(http));
        app.Urls.Add(app.Services.GetRequiredService<IOptions<DashboardOptions>>().Value.Url);
        app.Lifetime.ApplicationStarted.Register(app.Services.GetRequiredService<DashboardLink>().Print);
        return app;
    }

    /// <summary>Made when somebody first comes: Blazor, SignalR and the rest take 20 MB, and many a Jarvis is only ever talked to.</summary>
    private static RequestDelegate Pages(WebApplication app)
    {
        var pages = ((IApplicationBuilder)app).New();
        // A routing of their own: the application's has begun by now.
        pages.Properties.Remove("__GlobalEndpointRouteBuilder");
        UseAssetsOfBuild(app);
        pages.UseSecurityHeaders();
        pages.UsePrintedLink();
        pages.UseRouting();
        pages.UseAuthentication();
        pages.UseAuthorization();
        pages.UseAntiforgery();
        pages.UseEndpoints(routes =>
        {
            routes.MapStaticAssets(Path.Combine(AppContext.BaseDirectory, $"{Assembly}.staticwebassets.endpoints.json"));
            routes.MapSignIn();
            routes.MapWebChat();
            routes.MapLedgerExport();
            routes.MapCharts();
            routes.MapFonts();
            routes.MapRazorComponents<App>()
                .AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null)
                .RequireAuthorization();
        });
        return pages.Build();
    }

    private static DirectoryInfo KeyFolder(string storage)
    {
        var folder = Path.Combine(storage, "keys");
        return OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder)
            : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string Assembly => typeof(DashboardSetup).Assembly.GetName().Name!;

    /// <summary>Run from a build and not from a published folder, the pages' files lie in packages and sources.</summary>
    private static void UseAssetsOfBuild(WebApplication app)
    {
        var manifest = Path.Combine(AppContext.BaseDirectory, $"{Assembly}.staticwebassets.runtime.json");
        if (!File.Exists(manifest)) return;
        // Named here, or it would be looked for under the name of whichever program hosts this, such as the tests.
        var where = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { [WebHostDefaults.StaticWebAssetsKey] = manifest }).Build();
        StaticWebAssetsLoader.UseStaticWebAssets(app.Environment, where);
    }

    private static void Cookie(CookieAuthenticationOptions cookie, int port)
    {
        cookie.Cookie.Name = $"jarvis-{port}";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;
        cookie.SlidingExpiration = true;
        cookie.LoginPath = "/sign-in";
        cookie.ReturnUrlParameter = "from";
        cookie.Events.OnRedirectToLogin = context =>
        {
            // Only a page is sent to the sign-in page; a script is told that it is not signed in.
            if (context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)) context.Response.Redirect("/sign-in");
            else context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        };
        cookie.Events.OnValidatePrincipal = context =>
        {
            var stamp = context.HttpContext.RequestServices.GetRequiredService<PasswordGate>().Stamp;
            if (context.Principal?.FindFirstValue(SignInEndpoints.StampClaim) != stamp) context.RejectPrincipal();
            return Task.CompletedTask;
        };
    }
}
