using Tollgate.Auth;
using Tollgate.Models;

namespace Tollgate.Quotas.Admission;

/// <summary>Which kinds of limit a request is under.</summary>
internal readonly record struct QuotaReach(bool IsEmpty, bool LimitsMoney)
{
    public static QuotaReach Of(IQuotaCatalogue catalogue, Caller caller, Deployment deployment)
    {
        var tenant = caller.Tenant.Id;
        var reach = new QuotaReach(IsEmpty: true, LimitsMoney: false)
            .With(catalogue.Total)
            .With(catalogue.OfTenant(tenant))
            .With(catalogue.OfDeployment(deployment.Id))
            .With(catalogue.OfDeployment(deployment.Provider.Name));
        return caller.User is { } user ? reach.With(catalogue.OfUser(tenant, user)) : reach;
    }

    private QuotaReach With(IReadOnlyList<QuotaDefinition> definitions)
    {
        var reach = this;
        for (var i = 0; i < definitions.Count; i++)
        {
            reach = new QuotaReach(false, reach.LimitsMoney || definitions[i].Unit == QuotaUnit.Usd);
        }

        return reach;
    }
}
