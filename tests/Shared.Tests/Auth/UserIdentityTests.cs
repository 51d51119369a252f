using Tollgate.Auth;
using Tollgate.Pipeline;
using Tollgate.Tests.Support;

namespace Tollgate.Tests.Auth;

public sealed class UserIdentityTests
{
    [Theory]
    //          bound   speaks  header  body    verified only   user, or the refusal
    [InlineData(null, false, null, null, false, null)]
    [InlineData(null, false, null, "body", false, "body")]
    [InlineData(null, false, null, "", false, null)]
    [InlineData(null, false, "", "body", false, "body")]
    [InlineData(null, false, "head", "body", false, "!user_not_allowed")]
    [InlineData(null, true, "head", "body", false, "head")]
    [InlineData(null, true, null, "body", false, "body")]
    [InlineData("bound", false, "head", "body", false, "bound")]
    [InlineData("bound", true, "head", "body", false, "bound")]
    [InlineData(null, false, null, "body", true, "!verified_user_required")]
    [InlineData(null, true, "", "body", true, "!verified_user_required")]
    [InlineData(null, true, "head", "body", true, "head")]
    [InlineData("bound", false, null, null, true, "bound")]
    public void Resolve_FirstFound_IsTheUser(string? bound, bool speaks, string? header, string? body, bool verifiedOnly, string? expected)
    {
        var key = TestGateway.ApiKey with { User = bound, SpeaksForUsers = speaks };
        var caller = new Authentication(TestGateway.Tenant with { RequiresVerifiedUser = verifiedOnly }, key, header);

        if (expected is ['!', .. var code])
        {
            var refusal = Assert.Throws<RefusalException>(() => UserIdentity.Resolve(caller, body)).Refusal;
            Assert.Equal((403, code), (refusal.Status, refusal.Code));
        }
        else
        {
            Assert.Equal(expected, UserIdentity.Resolve(caller, body).User);
        }
    }
}
