using FsCheck;
using FsCheck.Fluent;
using Tollgate.Configuration;

namespace Tollgate.Tests.Configuration;

public sealed class DamagedConfigurationTests
{
    private const string Secret = "s3cr3t-v4lue";

    private const string Json = """
        {
          "server": { "port": 9000, "tls": { "certificateFile": "a.pfx", "password": "s3cr3t-v4lue" } },
          "providers": {
            "openai": { "apiKey": "s3cr3t-v4lue", "models": ["gpt-4o", { "id": "x", "price": { "input": 1.5, "output": 2 } }] },
            "ollama": { "apiKey": "${SECRET}" }
          },
          "models": { "smart": { "targets": ["openai/gpt-4o"] } },
          "tenants": { "a": { "userIdentity": "any", "apiKeys": [{ "id": "k", "key": "${SECRET}", "admin": true }] } }
        }
        """;

    private const string Yaml = """
        server: { port: 9000, tls: { certificateFile: a.pfx, password: s3cr3t-v4lue } }
        providers:
          openai: { apiKey: 's3cr3t-v4lue', models: [gpt-4o] }
        tenants:
          a:
            apiKeys:
              - { id: k, key: "${SECRET}" }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Load_DamagedText_TellsErrorsAndNeverASecret(bool isYaml)
    {
        var text = isYaml ? Yaml : Json;
        var damage =
            from start in Gen.Choose(0, text.Length - 1)
            from length in Gen.Choose(0, 3)
            from insert in Gen.Elements("", "\"", "{", "}", "[", "]", ",", ":", "'", "null", "7", "\\u", "${", "}}", "&a", "\u0000", "é")
            select text.Remove(start, Math.Min(length, text.Length - start)).Insert(start, insert);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500), Prop.ForAll(damage.ToArbitrary(), damaged => TellsNoSecret(damaged, isYaml)));
    }

    private static bool TellsNoSecret(string text, bool isYaml)
    {
        var inputs = TestInputs.Create(text, ("SECRET", Secret + "-from-environment")) with { FilePath = isYaml ? "gateway.yaml" : null };
        var result = GatewayConfigurationLoader.Load(inputs);
        var told = string.Join('\n', result.Errors) + string.Join('\n', result.Notices);
        return !told.Contains(Secret, StringComparison.Ordinal) && result.Configuration is null == result.Errors.Count > 0;
    }
}
