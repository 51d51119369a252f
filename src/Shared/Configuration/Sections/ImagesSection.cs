using Tollgate.Configuration.Reading;

namespace Tollgate.Configuration.Sections;

/// <summary>Reads <c>images</c>.</summary>
internal static class ImagesSection
{
    private const string Rule = "must be a host name such as images.example.com, or *.example.com for all below it";

    public static ImageOptions Read(ConfigurationSection section)
    {
        var hosts = new List<string>();
        foreach (var item in section.Items("allowedHosts"))
        {
            if (item.Text() is not { } host)
            {
                continue;
            }

            if (IsHost(host))
            {
                hosts.Add(host.ToLowerInvariant());
            }
            else
            {
                item.Error(Rule);
            }
        }

        return new ImageOptions { AllowedHosts = hosts, MaxMb = section.Integer("maxMb", 1, 20) ?? new ImageOptions().MaxMb };
    }

    private static bool IsHost(string host)
    {
        var name = host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host;
        return name.Contains('.', StringComparison.Ordinal) && Uri.CheckHostName(name) == UriHostNameType.Dns;
    }
}
