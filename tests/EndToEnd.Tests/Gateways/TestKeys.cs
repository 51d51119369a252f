namespace Tollgate.Tests.Gateways;

/// <summary>API keys of the tenants that <see cref="TestConfiguration"/> sets up.</summary>
public static class TestKeys
{
    /// <summary>Tenant <c>alpha</c>, any user.</summary>
    public const string Alpha = "tg-test-alpha-9f2c1d7e5b3a48f6";

    /// <summary>Tenant <c>alpha</c>, may name its user in <c>x-tollgate-user</c>.</summary>
    public const string AlphaService = "tg-test-alpha-service-1c6e8a0b";

    /// <summary>Tenant <c>alpha</c>, bound to the user <c>ada</c>.</summary>
    public const string AlphaAda = "tg-test-alpha-ada-77d1e2f3c4b5";

    /// <summary>Tenant <c>beta</c>.</summary>
    public const string Beta = "tg-test-beta-3b8d5f7a9c1e2046";

    /// <summary>Tenant <c>strict</c>, which requires verified users, by a key that vouches for none.</summary>
    public const string Strict = "tg-test-strict-5e7f9a1b3c5d7e9f";

    /// <summary>Tenant <c>strict</c>, may name its user.</summary>
    public const string StrictService = "tg-test-strict-service-0d2c4b6a";

    /// <summary>Tenant <c>ops</c>, with the admin right.</summary>
    public const string Admin = "tg-test-ops-admin-8a6b4c2d0e1f3a5b";
}
