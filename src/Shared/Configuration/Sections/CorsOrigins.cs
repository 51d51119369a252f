using Tollgate.Configuration.Reading;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads <c>server.corsOrigins</c>, or CORS_ORIGINS with commas between them, in the form browsers send them.</summary>
internal static class CorsOrigins
{
    private const string Rule = "must be * or an origin such as https://app.example.com, without a path";
    private const string Variable = "CORS_ORIGINS";

    public static IReadOnlyList<string> Read(ConfigurationSection section)
    {
        var origins = new List<string>();
        foreach (var item in section.Items("corsOrigins"))
        {
            if (item.Text() is { } text)
            {
                Add(origins, text, item.Error);
            }
        }

        if (section.Environment.Text(Variable) is not { } variable)
        {
            return origins;
        }

        origins.Clear();
        foreach (var text in variable.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            Add(origins, text, message => section.Environment.Error(Variable, message));
        }

        return origins;
    }

    private static void Add(List<string> origins, string text, Action<string> reportError)
    {
        if (text == "*")
        {
            origins.Add(text);
        }
        else if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && IsOrigin(uri))
        {
            origins.Add(uri.GetLeftPart(UriPartial.Authority));
        }
        else
        {
            reportError(Rule);
        }
    }

    private static bool IsOrigin(Uri uri) =>
        uri is { Scheme: "http" or "https", Host.Length: > 0, UserInfo.Length: 0, PathAndQuery: "/", Fragment.Length: 0 };
}
