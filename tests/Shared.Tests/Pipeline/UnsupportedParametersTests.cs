using Tollgate.Pipeline;

namespace Tollgate.Tests.Pipeline;

public sealed class UnsupportedParametersTests
{
    [Fact]
    public void Drop_ByDefault_RefusesAndNamesTheMember()
    {
        var refusal = Assert.Throws<RefusalException>(() => new UnsupportedParameters(drops: false).Drop("logit_bias", "anthropic")).Refusal;

        Assert.Equal((400, "unsupported_parameter", "logit_bias"), (refusal.Status, refusal.Code, refusal.Param));
    }

    [Fact]
    public void Drop_WhereTheTenantWantsIt_TellsEachMemberOnce()
    {
        var unsupported = new UnsupportedParameters(drops: true);

        unsupported.Drop("logit_bias", "cohere");
        unsupported.Drop("logit_bias", "cohere");

        Assert.Equal(["logit_bias"], unsupported.Dropped);
    }
}
