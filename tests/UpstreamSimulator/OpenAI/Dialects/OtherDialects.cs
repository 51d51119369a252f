namespace Tollgate.UpstreamSimulator.OpenAI;

/// <summary>Where those who speak OpenAI's wire are found: each has its own path below a first segment that names it.</summary>
internal static class OtherDialects
{
    private static readonly (string Prefix, IOpenAIDialect Dialect)[] All =
    [
        ("/groq/openai/v1/", new GroqDialect()),
        ("/github/inference/", new GitHubDialect()),
        ("/github/orgs/acme/inference/", new GitHubDialect()),
        ("/together/v1/", new TogetherDialect()),
        ("/vllm/v1/", new VllmDialect()),
        ("/ollama/v1/", new OllamaDialect()),
    ];

    public static (IOpenAIDialect Dialect, string Operation)? Find(string path)
    {
        foreach (var (prefix, dialect) in All)
        {
            if (path.StartsWith(prefix, StringComparison.Ordinal))
                return (dialect, path[prefix.Length..]);
        }

        return null;
    }
}
