using System.Security.Cryptography;
using System.Text;
using Tollgate.Auth;
using Tollgate.Configuration;

namespace Tollgate.Tests.Configuration;

public sealed class TenantsSectionTests
{
    private const string Key = "tg-0123456789abcdef";

    [Fact]
    public void Load_KeyByHashAndByReference_AreFoundByTheKeyItself()
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("another-long-key-1")));
        var text = $$"""
            {
              "tenants": {
                "team-a": {
                  "name": "Team A", "userIdentity": "verified", "unsupportedParameters": "drop",
                  "apiKeys": [
                    { "id": "ci", "key": "${TEAM_A_KEY}", "speaksForUsers": true, "admin": true },
                    { "id": "anna", "sha256": "{{hash}}", "user": "anna" }
                  ]
                }
              }
            }
            """;

        var tenants = TestInputs.LoadValid(text, ("TEAM_A_KEY", Key)).Tenants;

        var (tenant, byReference) = tenants.Find(Key)!.Value;
        Assert.Equal(("team-a", "Team A", true, true), (tenant.Id, tenant.Name, tenant.RequiresVerifiedUser, tenant.DropsUnsupportedParameters));
        Assert.Equal(("ci", true, true), (byReference.Id, byReference.SpeaksForUsers, byReference.IsAdmin));
        Assert.Equal("anna", tenants.Find("another-long-key-1")!.Value.Key.User);
    }

    [Theory]
    [InlineData("""{ "id": "a", "key": "tg-literal-key-1234" }""", "key: must be a reference such as \"${TEAM_KEY}\" or \"keyvault://team-key\", as no key belongs in this file; or give its hash as \"sha256\" (printf %s \"$KEY\" | sha256sum)")]
    [InlineData("""{ "id": "a", "key": "${UNSET:-tg-literal-key-1234}" }""", "key: must be a reference such as \"${TEAM_KEY}\" or \"keyvault://team-key\", as no key belongs in this file; or give its hash as \"sha256\" (printf %s \"$KEY\" | sha256sum)")]
    [InlineData("""{ "id": "a", "key": "${SHORT}" }""", "key: refers to a key that cannot be used; it must be 16 to 512 visible ASCII characters without spaces or line ends")]
    [InlineData("""{ "id": "a", "sha256": "tg-literal-key-1234" }""", "sha256: must be 64 hexadecimal digits, as printed by: printf %s \"$KEY\" | sha256sum")]
    [InlineData("""{ "id": "a" }""", "sha256: is missing; give it, or \"key\"")]
    [InlineData("""{ "id": "a", "key": "${K}", "sha256": "00" }""", "key: does not go with sha256; remove one")]
    [InlineData("""{ "id": "not ok", "key": "${K}" }""", "id: must be 1 to 64 characters of a-z A-Z 0-9 . _ -")]
    public void Load_WrongKey_IsAnErrorThatDoesNotQuoteIt(string key, string error)
    {
        var found = Assert.Single(TestInputs.Errors($$"""{ "tenants": { "t": { "apiKeys": [{{key}}] } } }""", ("K", Key), ("SHORT", "short-key")));

        Assert.Equal($"tenants.t.apiKeys[0].{error}", found);
        Assert.DoesNotContain("literal", found.Replace("${UNSET", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_SameKeyForTwoTenants_IsAnError() =>
        Assert.Equal(
            ["tenants.b.apiKeys[0]: is the same key as another one; every key must be one of a kind"],
            TestInputs.Errors(
                """{ "tenants": { "a": { "apiKeys": [{ "id": "k", "key": "${K}" }] }, "b": { "apiKeys": [{ "id": "k", "key": "${K}" }] } } }""",
                ("K", Key)));

    [Fact]
    public void Load_SameKeyIdTwice_IsAnError() =>
        Assert.Equal(
            ["tenants.a.apiKeys: has the same id twice; ids must be unique within a tenant"],
            TestInputs.Errors(
                """{ "tenants": { "a": { "apiKeys": [{ "id": "k", "key": "${K}" }, { "id": "k", "key": "${L}" }] } } }""",
                ("K", Key), ("L", Key + "x")));

    [Fact]
    public void Load_KeyVariable_MakesAnAdminOfTheDefaultTenant()
    {
        var (tenant, key) = TestInputs.LoadValid(null, ("TOLLGATE_API_KEY", Key)).Tenants.Find(Key)!.Value;

        Assert.Equal("default", tenant.Id);
        Assert.True(key.IsAdmin);
    }

    [Fact]
    public void Load_KeyVariableAndDefaultTenantInTheFile_AreOneTenant()
    {
        var tenants = TestInputs.LoadValid("""{ "tenants": { "default": { "name": "Ours" } } }""", ("TOLLGATE_API_KEY", Key)).Tenants;

        Assert.Equal("Ours", tenants.Find(Key)!.Value.Tenant.Name);
    }

    [Fact]
    public void Load_ShortKeyVariable_IsAnError() =>
        Assert.Equal(
            ["TOLLGATE_API_KEY: must be 16 to 512 visible ASCII characters without spaces or line ends"],
            TestInputs.Errors(null, ("TOLLGATE_API_KEY", "short")));

    [Fact]
    public void Load_AdditionalTenant_YieldsToAConfiguredOneOfItsId()
    {
        var inputs = TestInputs.Create("""{ "tenants": { "demo": { "name": "Configured" } } }""") with
        {
            AdditionalTenants = [new Tenant { Id = "demo", Name = "Home" }, new Tenant { Id = "other" }],
        };

        var tenants = GatewayConfigurationLoader.Load(inputs).GetOrThrow().Tenants.Tenants;

        Assert.Equal("Configured", tenants["demo"].Name);
        Assert.Contains("other", tenants.Keys);
    }

    [Fact]
    public void Load_NoTenant_IsNoticed() =>
        Assert.Contains("tenants: none is configured, so every request is refused; set TOLLGATE_API_KEY or add one", TestInputs.Load(null).Notices);
}
