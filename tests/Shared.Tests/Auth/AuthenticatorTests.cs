using Microsoft.AspNetCore.Http;
using Tollgate.Auth;
using Tollgate.Pipeline;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Auth;

public sealed class AuthenticatorTests
{
    private static readonly TenantDirectory Tenants = new(
    [
        TestGateway.Tenant,
        new Tenant { Id = "other", ApiKeys = [TestGateway.KeyOf("other-key")] },
    ]);

    [Theory]
    [InlineData("Authorization", "Bearer tg-test-key")]
    [InlineData("Authorization", "bearer   tg-test-key ")]
    [InlineData("api-key", "tg-test-key")]
    [InlineData("x-api-key", " tg-test-key")]
    public void Authenticate_KeyInAnyHeader_FindsItsTenant(string header, string value) =>
        Assert.Equal("acme", Authenticate((header, value)).Tenant.Id);

    [Fact]
    public void Authenticate_SeveralHeaders_TakesAuthorizationThenApiKey()
    {
        Assert.Equal("acme", Authenticate(("Authorization", "Bearer tg-test-key"), ("api-key", "other-key"), ("x-api-key", "x")).Tenant.Id);
        Assert.Equal("other", Authenticate(("api-key", "other-key"), ("x-api-key", "tg-test-key")).Tenant.Id);
    }

    [Theory]
    [InlineData("X-Nothing", "", "missing_api_key")]
    [InlineData("Authorization", "", "missing_api_key")]
    [InlineData("Authorization", "Bearer", "missing_api_key")]
    [InlineData("Authorization", "Basic dGctdGVzdC1rZXk=", "missing_api_key")]
    [InlineData("Authorization", "tg-test-key", "missing_api_key")]
    [InlineData("Authorization", "Bearer TG-TEST-KEY", "invalid_api_key")]
    [InlineData("Authorization", "Bearer tg-test-key,other-key", "invalid_api_key")]
    [InlineData("api-key", "\ud800", "invalid_api_key")]
    public void Authenticate_NoValidKey_Is401(string header, string value, string code)
    {
        var refusal = Refused((header, value));

        Assert.Equal((401, code, "invalid_request_error"), (refusal.Status, refusal.Code, refusal.Type));
        Assert.DoesNotContain("tg-test-key", refusal.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Authenticate_EndlessKey_Is401() => Assert.Equal(401, Refused(("api-key", new string('k', 100_000))).Status);

    [Theory]
    [InlineData("other")]
    [InlineData("ACME")]
    [InlineData("")]
    [InlineData("acme,other")]
    public void Authenticate_AnotherTenantsName_Is403(string named)
    {
        var refusal = Refused(("api-key", "tg-test-key"), ("X-Tenant-ID", named));

        Assert.Equal((403, "tenant_mismatch"), (refusal.Status, refusal.Code));
    }

    [Fact]
    public void Authenticate_OwnTenantsName_Passes() =>
        Assert.Equal("acme", Authenticate(("api-key", "tg-test-key"), ("X-Tenant-ID", "acme")).Tenant.Id);

    private static Authentication Authenticate(params (string Name, string Value)[] headers)
    {
        var dictionary = new HeaderDictionary();
        foreach (var (name, value) in headers)
        {
            dictionary[name] = value;
        }

        return Authenticator.Authenticate(dictionary, Tenants);
    }

    private static Refusal Refused(params (string Name, string Value)[] headers) =>
        Assert.Throws<RefusalException>(() => Authenticate(headers)).Refusal;
}
