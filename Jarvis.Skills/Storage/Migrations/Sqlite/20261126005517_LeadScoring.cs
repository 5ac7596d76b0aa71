using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Jarvis.Skills.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class LeadScoring : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "CameWithCompany",
                table: "leads",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "CameWithPhone",
                table: "leads",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "lead_scorers",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Mark = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ReportJson = table.Column<string>(type: "TEXT", nullable: false),
                    Model = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_lead_scorers", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_leads_Source_State",
                table: "leads",
                columns: new[] { "Source", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_contacts_Phone",
                table: "contacts",
                column: "Phone");

            migrationBuilder.CreateIndex(
                name: "IX_activities_At",
                table: "activities",
                column: "At",
                filter: "\"Kind\" = 'mail.in'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "lead_scorers");

            migrationBuilder.DropIndex(
                name: "IX_leads_Source_State",
                table: "leads");

            migrationBuilder.DropIndex(
                name: "IX_contacts_Phone",
                table: "contacts");

            migrationBuilder.DropIndex(
                name: "IX_activities_At",
                table: "activities");

            migrationBuilder.DropColumn(
                name: "CameWithCompany",
                table: "leads");

            migrationBuilder.DropColumn(
                name: "CameWithPhone",
                table: "leads");
        }
    }
}
