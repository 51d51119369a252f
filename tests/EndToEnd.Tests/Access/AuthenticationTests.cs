using Tollgate.Tests.Gateways;

namespace Tollgate.Tests.Access;

public abstract class AuthenticationTests(GatewayUnderTest gateway)
{
    public static TheoryData<string, string> ProtectedRoutes { get; } = new()
    {
        { "POST", "/v1/chat/completions" },
        { "POST", "/v1/completions" },
        { "POST", "/v1/embeddings" },
        { "GET", "/v1/models" },
        { "GET", "/v1/models/chat" },
        { "GET", "/v1/analytics/usage" },
        { "GET", "/health/detailed" },
    };

    [Theory]
    [MemberData(nameof(ProtectedRoutes))]
    public async Task Route_WithoutAKey_Is401(string method, string path)
    {
        var reply = await gateway.SendAsync(new Call { Method = new HttpMethod(method), Path = path, Key = null });

        Envelope.Check(reply, 401, "invalid_request_error", "missing_api_key");
        Assert.Equal("Bearer", reply.Headers["www-authenticate"]);
    }

    [Theory]
    [MemberData(nameof(ProtectedRoutes))]
    public async Task Route_WithAWrongKey_Is401(string method, string path)
    {
        var reply = await gateway.SendAsync(new Call { Method = new HttpMethod(method), Path = path, Key = TestKeys.Alpha + "x" });

        Envelope.Check(reply, 401, "invalid_request_error", "invalid_api_key");
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/health/ready")]
    [InlineData("/openapi.json")]
    public async Task Route_ThatIsOpen_NeedsNoKey(string path)
    {
        var reply = await gateway.SendAsync(Call.Get(path, key: null));

        Assert.Equal(200, reply.Status);
    }

    [Theory]
    [InlineData("Authorization", "Basic dXNlcjpwYXNz", "missing_api_key")]
    [InlineData("Authorization", "Bearer", "missing_api_key")]
    [InlineData("Authorization", "Bearer  ", "missing_api_key")]
    [InlineData("Authorization", TestKeys.Alpha, "missing_api_key")]
    [InlineData("api-key", "", "missing_api_key")]
    [InlineData("api-key", "wrong", "invalid_api_key")]
    [InlineData("x-api-key", "Bearer " + TestKeys.Alpha, "invalid_api_key")]
    public async Task Key_InAFormThatIsNone_Is401(string header, string value, string code)
    {
        var reply = await gateway.SendAsync(Ask.Whole("Hi") with { Key = null, Headers = new Dictionary<string, string> { [header] = value } });

        Envelope.Check(reply, 401, "invalid_request_error", code);
    }

    [Theory]
    [InlineData("Authorization", "Bearer " + TestKeys.Alpha)]
    [InlineData("Authorization", "bearer   " + TestKeys.Alpha)]
    [InlineData("api-key", TestKeys.Alpha)]
    [InlineData("x-api-key", TestKeys.Alpha)]
    public async Task Key_InAnyHeaderThatCarriesOne_IsTaken(string header, string value)
    {
        var reply = await gateway.SendAsync(Ask.Whole("Hi") with { Key = null, Headers = new Dictionary<string, string> { [header] = value } });

        Assert.Equal(200, reply.Status);
    }

    [Fact]
    public async Task Key_OfAThousandCharacters_IsJustWrong()
    {
        var reply = await gateway.SendAsync(Ask.Whole("Hi") with { Key = new string('k', 1000) });

        Envelope.Check(reply, 401, "invalid_request_error", "invalid_api_key");
    }

    [Theory]
    [InlineData("alpha", 200)]
    [InlineData("beta", 403)]
    [InlineData("ALPHA", 403)]
    [InlineData("nobody", 403)]
    public async Task TenantHeader_MustNameTheKeysTenant(string tenant, int status)
    {
        var reply = await gateway.SendAsync(Ask.Whole("Hi") with { Headers = new Dictionary<string, string> { ["X-Tenant-ID"] = tenant } });

        Assert.Equal(status, reply.Status);
        if (status != 200)
        {
            Envelope.Check(reply, 403, "permission_error", "tenant_mismatch");
        }
    }

    [Fact]
    public async Task User_ClaimedByAKeyThatMayNot_IsRefused()
    {
        var reply = await gateway.SendAsync(Ask.Whole("Hi") with { Headers = new Dictionary<string, string> { ["x-tollgate-user"] = "eve" } });

        Envelope.Check(reply, 403, "permission_error", "user_not_allowed", "x-tollgate-user");
    }

    [Fact]
    public async Task User_OfABoundKey_CannotBeRenamed()
    {
        var before = UsageFigures.Read((await gateway.UsageAsync(TestKeys.Alpha, "&user_id=ada")).GetProperty("totals"));
        var call = new Call { Key = TestKeys.AlphaAda, Text = Ask.Body("Hi", "demo", ("user", "eve")) };
        await gateway.SendAsync(call with { Headers = new Dictionary<string, string> { ["x-tollgate-user"] = "eve" } });

        var after = UsageFigures.Read((await gateway.UsageAsync(TestKeys.Alpha, "&user_id=ada")).GetProperty("totals"));
        Assert.Equal(before.Requests + 1, after.Requests);
        Assert.Equal(0, UsageFigures.Read((await gateway.UsageAsync(TestKeys.Alpha, "&user_id=eve")).GetProperty("totals")).Requests);
    }

    [Theory]
    [InlineData("user")]
    [InlineData("user_id")]
    public async Task User_ClaimedInTheBody_IsBookedForWantOfABetterOne(string member)
    {
        var user = gateway.NewUser();
        await gateway.SendAsync(new Call { Text = Ask.Body("Hi", "demo", (member, user)) });

        Assert.Equal(1, (await gateway.UsageOfAsync(user)).Requests);
    }

    [Theory]
    [InlineData(TestKeys.Strict, null, false)]
    [InlineData(TestKeys.StrictService, null, false)]
    [InlineData(TestKeys.StrictService, "grace", true)]
    public async Task User_WhereVerifiedOnesAreRequired_MustBeVouchedFor(string key, string? user, bool isServed)
    {
        var headers = user is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["x-tollgate-user"] = user };
        var reply = await gateway.SendAsync(new Call { Key = key, Text = Ask.Body("Hi", "demo", ("user", "in-body")), Headers = headers });

        if (isServed)
        {
            Assert.Equal(200, reply.Status);
        }
        else
        {
            Envelope.Check(reply, 403, "permission_error", "verified_user_required");
        }
    }

    [Fact]
    public async Task Admin_Alone_SeesTheDetailsOfHealth()
    {
        Envelope.Check(await gateway.SendAsync(Call.Get("/health/detailed")), 403, "permission_error", "admin_required");
        Assert.Equal(200, (await gateway.SendAsync(Call.Get("/health/detailed", TestKeys.Admin))).Status);
    }
}

public sealed class SelfHostAuthenticationTests(SelfHostGateway gateway) : AuthenticationTests(gateway), IClassFixture<SelfHostGateway>;

public sealed class FunctionAppAuthenticationTests(FunctionAppGateway gateway) : AuthenticationTests(gateway), IClassFixture<FunctionAppGateway>;
