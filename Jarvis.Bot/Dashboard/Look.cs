using MudBlazor;

namespace Jarvis.Bot.Dashboard;

/// <summary>The page's colours and type. Fonts are the device's own: nothing is loaded from elsewhere.</summary>
internal static class Look
{
    private static readonly string[] Font = ["Inter", "system-ui", "-apple-system", "Segoe UI", "Roboto", "Ubuntu", "Cantarell", "DejaVu Sans", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#2457d6", Info = "#2457d6", Success = "#157f4e", Warning = "#a85f00", Error = "#c62f27", Dark = "#1b2230",
            TextPrimary = "#1b2230", TextSecondary = "#5a6475", TextDisabled = "#9aa3b2", ActionDefault = "#5a6475",
            Background = "#f4f6f9", BackgroundGray = "#eaeef3", Surface = "#ffffff",
            AppbarBackground = "#ffffff", AppbarText = "#1b2230", LinesDefault = "#dfe4eb", LinesInputs = "#c3cad5", TableLines = "#e6eaf0", Divider = "#dfe4eb",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#82a8ff", Info = "#82a8ff", Success = "#4cc38a", Warning = "#f0a63a", Error = "#ff7b72", Dark = "#0b0e13",
            PrimaryContrastText = "#0b1430", SuccessContrastText = "#06210f", WarningContrastText = "#2a1a00", ErrorContrastText = "#3a0906",
            TextPrimary = "#e6eaf1", TextSecondary = "#a0a9b8", TextDisabled = "#667081", ActionDefault = "#a0a9b8",
            Background = "#0f1217", BackgroundGray = "#1d222b", Surface = "#171b22",
            AppbarBackground = "#171b22", AppbarText = "#e6eaf1", LinesDefault = "#2a303b", LinesInputs = "#3b4352", TableLines = "#242a34", Divider = "#2a303b",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Font, FontSize = ".9375rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Font, FontSize = ".875rem", FontWeight = "600", TextTransform = "none", LetterSpacing = "normal" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "10px" },
    };
}
